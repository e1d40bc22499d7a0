package dev.cogo.schema.error;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The one error table: every door turns a failure into its own form (problem document, {@code err} frame,
 * close code) from this. A constant's {@link #wireName()} and {@link #number()} are public and never change meaning;
 * {@code docs/errors.md} lists them all.
 */
public enum ErrorCode {
    INVALID_REQUEST(40001, 400, false, "The request does not have the described form"),
    INVALID_JSON(40002, 400, false, "The body is not valid JSON"),
    INVALID_UTF8(40003, 400, false, "The body is not valid UTF-8"),
    INVALID_CONTENT(40004, 400, false, "The content has characters that are not allowed"),
    INVALID_CURSOR(40005, 400, false, "The cursor was not issued by this list"),
    UNKNOWN_AGENT(40006, 400, false, "No agent of this name is configured"),
    WEAK_PASSWORD(40007, 400, false, "The password is too weak"),
    UNKNOWN_TASK_TYPE(40010, 400, false, "The agent does not take such tasks"),
    UNAUTHENTICATED(40101, 401, false, "A bearer token is required"),
    INVALID_TOKEN(40102, 401, false, "The token is not valid"),
    TOKEN_EXPIRED(40103, 401, false, "The token has expired"),
    INVALID_CREDENTIALS(40104, 401, false, "E-mail or password is wrong"),
    REFRESH_TOKEN_INVALID(40105, 401, false, "The refresh token is not valid"),
    REFRESH_TOKEN_REUSED(40106, 401, false, "The refresh token was used before; log in again"),
    INVALID_TICKET(40107, 401, false, "The ticket is not valid"),
    SSO_CODE_INVALID(40110, 401, false, "The code of single sign-on is not valid"),
    FORBIDDEN(40301, 403, false, "Your role does not allow this"),
    OPERATOR_ONLY(40302, 403, false, "Only operators may do this"),
    SILENCED(40303, 403, false, "You may not write here for a while"),
    BLOCKED(40304, 403, false, "This user does not want to hear from you"),
    REAUTHENTICATION_NEEDED(40305, 403, false, "The current password or a new login is needed"),
    ACCOUNT_DISABLED(40310, 403, false, "The account is disabled"),
    REGISTRATION_CLOSED(40311, 403, false, "Not everybody may register here"),
    SSO_EMAIL_UNVERIFIED(40312, 403, false, "The provider has verified no e-mail address"),
    NOT_FOUND(40401, 404, false, "There is nothing here"),
    SESSION_NOT_FOUND(40402, 404, false, "No such session"),
    MESSAGE_NOT_FOUND(40403, 404, false, "No such message"),
    USER_NOT_FOUND(40404, 404, false, "No such user"),
    TASK_NOT_FOUND(40405, 404, false, "No such task"),
    CHANNEL_NOT_FOUND(40406, 404, false, "No such channel"),
    INVITE_NOT_FOUND(40407, 404, false, "No such invite"),
    EXPORT_NOT_FOUND(40408, 404, false, "No such export"),
    LOGIN_NOT_FOUND(40409, 404, false, "No such login"),
    AGENT_NOT_FOUND(40415, 404, false, "No such agent"),
    WEBHOOK_NOT_FOUND(40416, 404, false, "No such webhook"),
    LINK_NOT_FOUND(40420, 404, false, "No such link"),
    TOKEN_NOT_FOUND(40421, 404, false, "No such token"),
    SSO_PROVIDER_NOT_FOUND(40422, 404, false, "No such provider"),
    RUN_NOT_FOUND(40430, 404, false, "No such run of the AI"),
    MODEL_NOT_FOUND(40431, 404, false, "No such model"),
    APPROVAL_NOT_FOUND(40432, 404, false, "No such call of a tool"),
    ASSISTANT_NOT_FOUND(40433, 404, false, "No such assistant"),
    METHOD_NOT_ALLOWED(40501, 405, false, "This method is not allowed here"),
    NOT_ACCEPTABLE(40601, 406, false, "No representation that you accept"),
    EMAIL_TAKEN(40901, 409, false, "An account with this e-mail exists"),
    ALREADY_MEMBER(40902, 409, false, "The user is a member already"),
    DIRECT_SESSION_FIXED(40903, 409, false, "The members of a direct session can't change"),
    LAST_OWNER(40904, 409, false, "The last owner can't leave"),
    AI_NOT_IN_SESSION(40905, 409, false, "The AI takes no part in this session"),
    TASK_FINISHED(40906, 409, false, "The task is finished"),
    SESSION_ARCHIVED(40907, 409, false, "The session is archived"),
    TOO_MANY_INVITES(40908, 409, false, "The session has too many open invites"),
    EXPORT_NOT_READY(40909, 409, true, "The export is not finished"),
    HANDLE_TAKEN(40915, 409, false, "An agent or an assistant of this name exists"),
    TOO_MANY_AGENTS(40916, 409, false, "There are as many agents as there can be"),
    NOTHING_ASKED(40917, 409, false, "The agent does not wait for this answer"),
    LEASE_LOST(40918, 409, false, "The task was given to somebody else"),
    TOO_MANY_WEBHOOKS(40919, 409, false, "There are as many webhooks as there can be"),
    TOO_MANY_TOKENS(40920, 409, false, "The service user has too many tokens"),
    MAIL_OFF(40921, 409, false, "This server sends no mail"),
    TOO_MANY_ASSISTANTS(40922, 409, false, "There are as many assistants as there can be"),
    RUN_FINISHED(40930, 409, false, "The run is over"),
    RUN_CANCELLED(40931, 409, false, "The run was cancelled before it wrote anything"),
    APPROVAL_OVER(40932, 409, false, "The call does not wait for this word"),
    SESSION_ON_HOLD(40940, 409, false, "The session is on hold"),
    PAYLOAD_TOO_LARGE(41301, 413, false, "The body is too large"),
    CONTENT_TOO_LARGE(41302, 413, false, "The content is too large"),
    TOO_MANY_MEMBERS(41303, 413, false, "The session would have too many members"),
    TOO_MANY_REACTIONS(41304, 413, false, "The message has too many different reactions"),
    UNSUPPORTED_MEDIA_TYPE(41501, 415, false, "The media type is not supported"),
    UNSUPPORTED_ENCODING(41502, 415, false, "The content coding is not supported"),
    EXPECTATION_FAILED(41701, 417, false, "The expectation can't be met"),
    AI_REFUSED(42201, 422, false, "The AI declined to answer"),
    RATE_LIMITED(42901, 429, true, "Too many requests"),
    TOO_MANY_CHANNELS(42902, 429, false, "Too many channels on one connection"),
    SLOW_MODE(42903, 429, true, "The session is in slow mode"),
    TOO_MANY_RUNS(42910, 429, true, "The AI has enough to answer in this session"),
    AI_BUDGET_SPENT(42911, 429, true, "The budget for the AI is spent"),
    INTERNAL(50001, 500, false, "Something went wrong here"),
    DECRYPTION_FAILED(50002, 500, false, "An encrypted message can't be read"),
    AI_FAILED(50201, 502, true, "The AI provider gave no usable answer"),
    SSO_FAILED(50202, 502, true, "The provider did not log anybody in"),
    OVERLOADED(50301, 503, true, "The server is busy"),
    UNAVAILABLE(50302, 503, true, "A part of the server is away"),
    AI_UNAVAILABLE(50303, 503, true, "The AI provider is away"),
    ENCRYPTION_UNAVAILABLE(50304, 503, false, "The server lacks a key for encrypted messages"),
    TIMEOUT(50401, 504, true, "The server took too long");

    private static final Map<Integer, ErrorCode> BY_NUMBER =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(ErrorCode::number, Function.identity()));

    private final int number;
    private final int httpStatus;
    private final boolean retryable;
    private final String title;

    ErrorCode(int number, int httpStatus, boolean retryable, String title) {
        this.number = number;
        this.httpStatus = httpStatus;
        this.retryable = retryable;
        this.title = title;
    }

    /** The stable number: on the bus the failure code of a {@code ReplyException}, in an {@code err} frame its {@code failureCode}. */
    public int number() {
        return number;
    }

    /** The HTTP status code that the REST door answers with. */
    public int httpStatus() {
        return httpStatus;
    }

    /** Whether the same request may succeed later without a change. */
    public boolean retryable() {
        return retryable;
    }

    /** A short English sentence that is the same for every occurrence. */
    public String title() {
        return title;
    }

    /** The stable name on the wire, such as {@code session_not_found}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The constant of this wire name; empty for one that a newer node knows and this one does not. */
    public static Optional<ErrorCode> ofWireName(String wireName) {
        return Arrays.stream(values())
                .filter(code -> code.wireName().equals(wireName))
                .findFirst();
    }

    /** The constant of this number; empty for one that a newer node knows and this one does not. */
    public static Optional<ErrorCode> ofNumber(int number) {
        return Optional.ofNullable(BY_NUMBER.get(number));
    }
}
