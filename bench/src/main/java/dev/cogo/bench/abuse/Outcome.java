package dev.cogo.bench.abuse;

import java.util.Optional;

/**
 * What came of an attack.
 *
 * @param bystander how he was served meanwhile
 * @param broken what the node did to the attacker that it should not have done, or the other way round
 */
public record Outcome(Served bystander, Optional<String> broken) {}
