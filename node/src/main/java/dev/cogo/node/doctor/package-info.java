/** What a node with these settings needs, looked at without one: {@link dev.cogo.node.doctor.Doctor}. */
@NullMarked
package dev.cogo.node.doctor;

import org.jspecify.annotations.NullMarked;
