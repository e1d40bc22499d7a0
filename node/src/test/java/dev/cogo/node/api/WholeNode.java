package dev.cogo.node.api;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests a {@link ApiFixture}: one for all classes, made at first use and closed when all tests have run. */
final class WholeNode implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == ApiFixture.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(WholeNode.class))
                .computeIfAbsent(Start.class, key -> new Start(), Start.class)
                .world();
    }

    /** The one attempt: a node that does not start must fail all tests at once and not each after a while. */
    private static final class Start implements AutoCloseable {
        private final ApiFixture world = new ApiFixture();
        private final @Nullable Throwable failure = settle(world);

        ApiFixture world() {
            if (failure != null) {
                throw new IllegalStateException("the node of these tests is not usable", failure);
            }
            return world;
        }

        @Override
        public void close() {
            world.close();
        }

        private static @Nullable Throwable settle(ApiFixture world) {
            try {
                world.settle();
                return null;
            } catch (RuntimeException | AssertionError e) {
                return e;
            }
        }
    }
}
