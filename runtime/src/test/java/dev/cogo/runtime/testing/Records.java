package dev.cogo.runtime.testing;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Records with other values, by name: a list of numbers says nothing to who reads a test. */
public final class Records {
    private Records() {}

    /**
     * A copy of a public record.
     *
     * @param namesAndValues of the components that are to be others, in turns
     */
    @SuppressWarnings("unchecked")
    public static <R extends Record> R with(R record, Object... namesAndValues) {
        Map<String, Object> changed = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            changed.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        RecordComponent[] components = record.getClass().getRecordComponents();
        Object[] values = new Object[components.length];
        try {
            for (int i = 0; i < components.length; i++) {
                Object usual = components[i].getAccessor().invoke(record);
                values[i] =
                        changed.containsKey(components[i].getName()) ? changed.remove(components[i].getName()) : usual;
            }
            if (!changed.isEmpty()) {
                throw new IllegalArgumentException(record.getClass() + " has no " + changed.keySet());
            }
            Constructor<?> made = record.getClass()
                    .getDeclaredConstructor(Arrays.stream(components)
                            .map(RecordComponent::getType)
                            .toArray(Class[]::new));
            return (R) made.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
