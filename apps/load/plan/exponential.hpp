#ifndef DATAARTS_LOAD_PLAN_EXPONENTIAL_HPP
#define DATAARTS_LOAD_PLAN_EXPONENTIAL_HPP

namespace dataarts::load {

/// e to the x, the same bits on every platform, which those of the C library need not be. The error is below 1e-15 of
/// it. For x between -700 and 700.
double exponential(double x) noexcept;

}  // namespace dataarts::load

#endif
