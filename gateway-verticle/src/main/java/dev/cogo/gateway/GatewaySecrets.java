package dev.cogo.gateway;

/**
 * What a gateway compares and must not tell. Printing it prints nothing of it.
 *
 * @param agentToken what agents bear when they report
 * @param operatorCode what somebody has to know who registers with an operator's e-mail address: addresses are not
 *     verified, and the name alone must not make an operator
 */
public record GatewaySecrets(String agentToken, String operatorCode) {
    private static final int MIN_LENGTH = 16;

    public GatewaySecrets {
        if (agentToken.length() < MIN_LENGTH) {
            throw new IllegalArgumentException("AGENT_SERVICE_TOKEN must have at least " + MIN_LENGTH + " characters");
        }
        if (operatorCode.length() < MIN_LENGTH) {
            throw new IllegalArgumentException("the operator code must have at least " + MIN_LENGTH + " characters");
        }
    }

    @Override
    public String toString() {
        return "GatewaySecrets[hidden]";
    }
}
