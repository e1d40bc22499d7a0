/**
 * In which language the AI speaks to somebody: of all wishes the nearest. {@link dev.cogo.ai.language.LanguageChoice}
 * decides, on language tags of BCP 47.
 */
@NullMarked
package dev.cogo.ai.language;

import org.jspecify.annotations.NullMarked;
