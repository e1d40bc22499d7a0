package dev.cogo.bench.dialect;

import java.util.Optional;

/** Of servers that take the channel from the path. */
public record SilentDialect(String target) implements Dialect {
    @Override
    public Next opened() {
        return Next.LISTENING;
    }

    @Override
    public Next heard(String text) {
        return new Next.Refused(text);
    }

    @Override
    public Optional<String> keepAlive() {
        return Optional.empty();
    }
}
