#ifndef DATAARTS_TEST_COST_INSTRUMENTED_HPP
#define DATAARTS_TEST_COST_INSTRUMENTED_HPP

/// True under a sanitizer: its runtime has an allocator of its own and makes system calls when it likes.
inline constexpr bool is_instrumented = DATAARTS_INSTRUMENTED;

#endif
