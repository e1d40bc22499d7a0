package dev.cogo.gateway.limits;

import io.github.bucket4j.distributed.proxy.AbstractProxyManager;
import io.github.bucket4j.distributed.proxy.ClientSideConfig;
import io.github.bucket4j.distributed.remote.CommandResult;
import io.github.bucket4j.distributed.remote.Request;
import java.util.concurrent.CompletableFuture;

/** A place for buckets that is only asked without waiting. */
abstract class AsyncBuckets extends AbstractProxyManager<String> {
    AsyncBuckets() {
        super(ClientSideConfig.getDefault());
    }

    @Override
    public boolean isAsyncModeSupported() {
        return true;
    }

    @Override
    public <T> CommandResult<T> execute(String key, Request<T> request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void removeProxy(String key) {
        throw new UnsupportedOperationException();
    }

    @Override
    protected CompletableFuture<Void> removeAsync(String key) {
        throw new UnsupportedOperationException();
    }
}
