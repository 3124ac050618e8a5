#ifndef DATAARTS_TEST_COST_COUNTING_OBSERVER_HPP
#define DATAARTS_TEST_COST_COUNTING_OBSERVER_HPP

#include <dataarts/observer.hpp>

#include <cstddef>

/// The cheapest observer that looks at everything: what an observer costs is what the client spends on telling it.
class counting_observer final : public dataarts::observer {
 public:
  void call_began(dataarts::call_record const&) noexcept override { ++calls_began; }
  void call_ended(dataarts::call_record const& record) noexcept override {
    ++calls_ended;
    seen += record.request_id.size();
  }
  void attempt_began(dataarts::attempt_record const& record) noexcept override {
    ++attempts_began;
    seen += record.connection->network_peer_address.size();
  }
  void attempt_ended(dataarts::attempt_record const& record) noexcept override {
    ++attempts_ended;
    seen += record.bytes_received;
  }

  std::size_t calls_began = 0;
  std::size_t calls_ended = 0;
  std::size_t attempts_began = 0;
  std::size_t attempts_ended = 0;
  std::size_t seen = 0;
};

#endif
