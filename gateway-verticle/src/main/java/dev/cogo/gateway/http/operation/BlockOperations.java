package dev.cogo.gateway.http.operation;

import dev.cogo.runtime.bus.Bus;
import dev.cogo.schema.block.ListBlocks;
import dev.cogo.schema.block.SetBlock;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.record.Done;
import io.vertx.core.Future;

/** {@code /chat/blocks}: whom the caller does not want to hear from. */
public final class BlockOperations {
    private final Bus bus;

    public BlockOperations(Bus bus) {
        this.bus = bus;
    }

    public void addTo(OperationTable table) {
        table.on("listBlocks", this::list)
                .on("blockUser", call -> set(call, true))
                .on("unblockUser", call -> set(call, false));
    }

    private Future<Reply> list(Call call) {
        ListBlocks request =
                new ListBlocks(call.userId(), call.integer("limit", ListBlocks.DEFAULT_LIMIT), call.text("cursor"));
        return bus.request(Address.BLOCK_LIST, request, call.cost()).map(Reply::ok);
    }

    private Future<Reply> set(Call call, boolean blocked) {
        SetBlock request = new SetBlock(call.userId(), call.id("userId"), blocked);
        return bus.<Done>request(Address.BLOCK_SET, request, call.cost()).map(done -> Reply.nothing());
    }
}
