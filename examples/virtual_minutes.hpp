// Runs a context on virtual time: whenever nothing else can happen, the next alarm is due.
#ifndef DATAARTS_EXAMPLES_VIRTUAL_MINUTES_HPP
#define DATAARTS_EXAMPLES_VIRTUAL_MINUTES_HPP

#include <dataarts/virtual_clock.hpp>

#include <boost/asio/io_context.hpp>

inline void run_until(boost::asio::io_context& context, dataarts::virtual_clock& time, bool const& done) {
  while (!done) {
    while (context.poll() > 0) {
    }
    if (auto const next = time.next_alarm(); !done && next) time.advance(*next - time.now());
  }
}

#endif
