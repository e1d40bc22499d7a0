package dev.cogo.gateway;

/**
 * What a gateway compares and must not tell. Printing it prints nothing of it.
 *
 * @param agentToken what agents bear when they report
 * @param agentSecretsKey what the secrets of registered agents are derived from
 * @param operatorCode what somebody has to know who registers with an operator's e-mail address: addresses are not
 *     verified, and the name alone must not make an operator
 * @param anonKeySecret signs the public API key of the Supabase doors
 * @param serviceKeySecret signs their API key for servers
 * @param refreshTokenSecret what the next refresh token is derived with from the one before
 */
public record GatewaySecrets(
        String agentToken,
        String agentSecretsKey,
        String operatorCode,
        String anonKeySecret,
        String serviceKeySecret,
        String refreshTokenSecret) {
    private static final int MIN_LENGTH = 16;

    public GatewaySecrets {
        check(agentToken, "AGENT_SERVICE_TOKEN");
        check(agentSecretsKey, "the key of the agents' secrets");
        check(operatorCode, "the operator code");
        check(anonKeySecret, "the secret of the anonymous API key");
        check(serviceKeySecret, "the secret of the service API key");
        check(refreshTokenSecret, "the secret of refresh tokens");
    }

    private static void check(String secret, String name) {
        if (secret.length() < MIN_LENGTH) {
            throw new IllegalArgumentException(name + " must have at least " + MIN_LENGTH + " characters");
        }
    }

    @Override
    public String toString() {
        return "GatewaySecrets[hidden]";
    }
}
