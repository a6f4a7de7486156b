package io.shardbeat.testkit;

import java.lang.reflect.Method;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.ReflectionSupport;

/** One test for all seeds: a test for each costs more than what it tests, most of all where PIT runs them. */
final class SeedsExtension implements TestTemplateInvocationContextProvider, ParameterResolver, InvocationInterceptor {
    private static final long PERCENT = Long.getLong("seeds.percent", 100);

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return true;
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        return Stream.of(new TestTemplateInvocationContext() {
            @Override
            public String getDisplayName(int index) {
                return end(context.getRequiredTestMethod()) + " seeds";
            }
        });
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == long.class;
    }

    @Override
    public Long resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return 0L;
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> first, ReflectiveInvocationContext<Method> invocation, ExtensionContext context) {
        first.skip();
        Method test = invocation.getExecutable();
        for (long seed = 0; seed < end(test); seed++) {
            try {
                ReflectionSupport.invokeMethod(test, context.getRequiredTestInstance(), seed);
            } catch (Exception | AssertionError e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }

    private static long end(Method test) {
        return Math.max(1, test.getAnnotation(Seeds.class).value() * PERCENT / 100);
    }
}
