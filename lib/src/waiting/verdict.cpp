#include "waiting/verdict.hpp"

namespace dataarts::waiting {

verdict judge(failure const& why, bool may_be_new) noexcept {
  if (why == condition::cancelled) return verdict::lasting;
  // 503 is what the gateway says when it or the service is overloaded; this client may be what overloads itself.
  if (why == condition::throttled || why.http_status() == 503 || why == condition::overloaded) {
    return verdict::slow_down;
  }
  if (why == condition::not_found) return may_be_new ? verdict::not_there_yet : verdict::lasting;
  return why == condition::transient ? verdict::passing : verdict::lasting;
}

}  // namespace dataarts::waiting
