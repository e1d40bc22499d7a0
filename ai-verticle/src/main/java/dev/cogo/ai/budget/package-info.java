/**
 * What the AI costs and how much it may: prices ({@link dev.cogo.ai.budget.Prices}), and limits that are reserved before a call
 * and settled after it ({@link dev.cogo.ai.budget.Budgets}).
 */
@NullMarked
package dev.cogo.ai.budget;

import org.jspecify.annotations.NullMarked;
