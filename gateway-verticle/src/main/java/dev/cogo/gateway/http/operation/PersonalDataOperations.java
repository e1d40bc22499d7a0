package dev.cogo.gateway.http.operation;

import dev.cogo.gateway.limits.Limit;
import dev.cogo.gateway.limits.UserLimits;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.personal.Export;
import dev.cogo.schema.personal.ReadExport;
import dev.cogo.schema.personal.StartExport;
import io.vertx.core.Future;
import java.util.UUID;

/** {@code /auth/me/export}: a copy of what the server holds of the caller. */
public final class PersonalDataOperations {
    private final Bus bus;
    private final UserLimits limits;

    public PersonalDataOperations(Bus bus, UserLimits limits) {
        this.bus = bus;
        this.limits = limits;
    }

    public void addTo(OperationTable table) {
        table.on("startExport", this::start).on("getExport", this::get).on("downloadExport", this::download);
    }

    private Future<Reply> start(Call call) {
        return call.spend(limits, Limit.EXPORTS, 1)
                .compose(spent -> bus.request(Address.EXPORT_START, new StartExport(call.userId()), call.cost()))
                .map(export -> new Reply(202, export));
    }

    private Future<Reply> get(Call call) {
        return read(call).map(Reply::ok);
    }

    private Future<Export> read(Call call) {
        return bus.request(Address.EXPORT_READ, new ReadExport(call.userId(), call.id("exportId")), call.cost());
    }

    private Future<Reply> download(Call call) {
        UUID userId = call.userId();
        return read(call)
                .compose(export -> {
                    Integer parts = export.parts();
                    return parts == null || parts == 0
                            ? Future.failedFuture(
                                    new CogoException(ErrorCode.EXPORT_NOT_READY, "the export is still being made"))
                            : ExportDownload.begin(bus, userId, export.id(), parts, call.cost());
                })
                .map(Reply::ok);
    }
}
