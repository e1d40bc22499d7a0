package dev.cogo.runtime.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.transport.Transport;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GuardedTransportTest {
    @Test
    void allThatATransportDoesIsPassedOn() {
        List<String> own = Arrays.stream(GuardedTransport.class.getDeclaredMethods())
                .map(GuardedTransportTest::signature)
                .toList();
        assertThat(Stream.of(Transport.class, io.vertx.core.spi.transport.Transport.class)
                        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                        .filter(method -> !Modifier.isStatic(method.getModifiers()))
                        .filter(method -> !method.isSynthetic())
                        .map(GuardedTransportTest::signature))
                .isSubsetOf(own);
    }

    private static String signature(Method method) {
        return method.getName() + Arrays.toString(method.getParameterTypes());
    }
}
