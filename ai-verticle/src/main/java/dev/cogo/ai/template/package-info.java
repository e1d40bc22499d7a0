/** What models are told: texts with variables, by purpose and language. {@link dev.cogo.ai.template.Templates} is the way in. */
@NullMarked
package dev.cogo.ai.template;

import org.jspecify.annotations.NullMarked;
