#include "credentials/source_failure.hpp"
#include "retry/retry_policy.hpp"

#include <dataarts/credential_sources.hpp>

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

namespace dataarts {

namespace {

class chain final : public credential_source {
 public:
  explicit chain(std::vector<std::shared_ptr<credential_source>> sources) : sources_(std::move(sources)) {}

  boost::asio::awaitable<result<issued_credentials>> get(credential_request request) override {
    std::string tried;
    bool may_pass = false;
    bool transient = false;
    std::optional<errc> refusal;
    auto const ends = request.time->now() + request.timeout;
    for (auto const& each : sources_) {
      auto mine = request;
      mine.timeout = ends - request.time->now();
      auto got = co_await each->get(std::move(mine));
      if (got.has_value()) co_return got;
      // Where a service was silent or busy, credentials may still come from there.
      may_pass = may_pass || retry::is_repeatable(got.error());
      transient = transient || got.error() == condition::transient;
      // Who refuses must not be asked again soon, whatever the others say.
      for (auto const code : {errc::unauthorized, errc::forbidden}) {
        if (got.error() == code) refusal = code;
      }
      if (!tried.empty()) tried += "; ";
      tried += each->name() + ": " + words_of_source(got.error());
    }
    co_return outcome(std::move(tried), refusal.value_or(may_pass    ? errc::connect_failed
                                                         : transient ? errc::credentials_unavailable
                                                                     : errc::credentials_missing));
  }

  std::string name() const override {
    std::string made = "one of";
    for (auto const& each : sources_) made += (&each == sources_.data() ? " " : ", ") + each->name();
    return made;
  }

 private:
  static failure outcome(std::string tried, errc code) {
    failure::details details;
    details.where = std::move(tried);
    return failure(code, std::move(details));
  }

  std::vector<std::shared_ptr<credential_source>> sources_;
};

}  // namespace

std::shared_ptr<credential_source> chain_source(std::vector<std::shared_ptr<credential_source>> sources) {
  if (sources.empty()) throw std::invalid_argument("chain_source: has no sources");
  if (std::find(sources.begin(), sources.end(), nullptr) != sources.end()) {
    throw std::invalid_argument("chain_source: one of the sources is null");
  }
  return std::make_shared<chain>(std::move(sources));
}

std::shared_ptr<credential_source> default_source() {
  return chain_source({environment_source(), profile_source(), metadata_source()});
}

}  // namespace dataarts
