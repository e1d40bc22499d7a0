package dev.cogo.gateway.realtime;

/** How a door writes what the server tells a client about its connection. */
public interface NoticeFormat {
    /** The text of a notice; it goes through the connection's {@link Outlet#write}. */
    String notice(Notice notice);
}
