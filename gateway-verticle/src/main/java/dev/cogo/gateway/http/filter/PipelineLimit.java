package dev.cogo.gateway.http.filter;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Ends connections whose client sends more requests at once than netty's codec keeps in mind (128). Vert.x stumbles over that
 * failure of the codec, with a warning in the log for each request beyond, and anybody could fill the log so.
 */
@Sharable
public final class PipelineLimit extends ChannelInboundHandlerAdapter {
    /** Vert.x' own handler in the pipeline of a connection. */
    private static final String VERTX = "handler";

    /** To be told of each new connection. */
    public void opened(HttpConnection connection) {
        ((ConnectionBase) connection).channel().pipeline().addBefore(VERTX, "pipelineLimit", this);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IllegalStateException) {
            var unused = context.close();
        } else {
            context.fireExceptionCaught(cause);
        }
    }
}
