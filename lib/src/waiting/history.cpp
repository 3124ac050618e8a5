#include "waiting/history.hpp"

#include <utility>

namespace dataarts::waiting {

void history::saw(script_instance const& answer, std::chrono::nanoseconds waited) {
  add(answer.status_text(), errc{}, waited);
  last_ = std::make_shared<script_instance const>(answer);
}

void history::failed(errc why, std::chrono::nanoseconds waited) { add({}, why, waited); }

void history::add(std::string_view status, errc code, std::chrono::nanoseconds waited) {
  if (!seen_.empty() && seen_.back().status == status && seen_.back().code == code) {
    ++seen_.back().looks;
    seen_.back().last = waited;
    return;
  }
  // The first one stays: it tells how the wait began.
  if (seen_.size() == failure::most_observations) seen_.erase(seen_.begin() + 1);
  seen_.push_back({std::string(status), code, 1, waited, waited});
}

failure history::in(failure const& why) const {
  auto details = why.content();
  details.observed = seen_;
  details.last_answer = last_;
  return failure(why.reason(), std::move(details));
}

}  // namespace dataarts::waiting
