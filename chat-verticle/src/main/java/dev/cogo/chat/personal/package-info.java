/**
 * What the law lets a user ask for: a copy of their data ({@link dev.cogo.chat.personal.Exports}) and its erasure
 * ({@link dev.cogo.chat.personal.Erasures}).
 *
 * <p>Both are jobs: rows that some node has a lease on ({@link dev.cogo.chat.personal.PersonalJobs}) and works on step by step.
 * Each step is idempotent or notes in its own transaction that it was done, so
 * another node goes on wherever one stopped. Other rooms are asked over the bus; one that is away makes the job wait.
 */
@NullMarked
package dev.cogo.chat.personal;

import org.jspecify.annotations.NullMarked;
