/**
 * Sessions, their members, and who may do what in them. {@link dev.cogo.schema.session.CheckAccess} is the one question that
 * decides whether somebody belongs.
 */
@NullMarked
package dev.cogo.schema.session;

import org.jspecify.annotations.NullMarked;
