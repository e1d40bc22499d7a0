package dev.cogo.ai.provider;

/** A decorator: it does something about each call of another provider, whose name it has. */
public abstract class ProviderDecorator implements Provider {
    protected final Provider provider;

    protected ProviderDecorator(Provider provider) {
        this.provider = provider;
    }

    @Override
    public final String name() {
        return provider.name();
    }

    @Override
    public final String model() {
        return provider.model();
    }
}
