#include "plan/plan_hash.hpp"

#include "plan/plan_names.hpp"
#include "plan/rate_units.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <boost/json/serialize.hpp>
#include <boost/json/string_view.hpp>

#include <array>
#include <charconv>
#include <memory>
#include <stdexcept>

namespace dataarts::load {
namespace {

std::string quoted(std::string_view text) {
  return boost::json::serialize(boost::json::string_view(text.data(), text.size()));
}

// The shortest digits that give the number again.
std::string digits_of(double value) {
  std::array<char, 32> text{};
  auto const end = std::to_chars(text.data(), text.data() + text.size(), value);
  return {text.data(), end.ptr};
}

std::string canonical_settings(plan const& of) {
  auto const planned = of.model != load_model::closed;
  auto text = fmt::format(R"({{"format":1,"model":"{}")", to_string(of.model));
  if (planned) {
    text += R"(,"stages":[)";
    auto const* separator = "";
    for (auto const& each : of.stages) {
      text += fmt::format("{}[{},{},{}]", separator, to_units(each.from), to_units(each.to), each.lasting.count());
      separator = ",";
    }
    text += fmt::format(R"(],"arrivals":"{}","max_in_flight":{})", to_string(of.arrivals), of.max_in_flight);
  } else {
    text += fmt::format(R"(,"duration":{},"users":{})", of.duration.count(), of.users);
  }
  text += fmt::format(R"(,"warmup":{})", of.warmup.count());
  if (of.model != load_model::workload && of.requests) text += fmt::format(R"(,"requests":{})", *of.requests);
  text += fmt::format(R"(,"connections":{},"timeout":{},"obey_retry_after":{})", of.connections, of.timeout.count(),
                      of.obey_retry_after);
  if (of.model == load_model::workload) {
    auto const& polling = of.polling;
    text += fmt::format(R"(,"polling":[{},{},{},{},{}],"execute":{})", polling.initial_delay.count(),
                        polling.interval.count(), digits_of(polling.growth), polling.max_interval.count(),
                        digits_of(polling.jitter), of.execute);
    if (!of.execute) {
      text += fmt::format(R"(,"run_times":[{},{}])", of.run_times.median.count(), of.run_times.p99.count());
    }
  }
  text += fmt::format(R"(,"order":"{}")", to_string(of.order));
  if (of.order == target_order::zipf) text += fmt::format(R"(,"zipf_exponent":{})", digits_of(of.zipf_exponent));
  return text + fmt::format(R"(,"seed":{},"targets":[)", of.seed);
}

}  // namespace

void write_canonical(plan const& of, std::function<void(std::string_view)> const& take) {
  take(canonical_settings(of));
  auto const* separator = "";
  for (auto const& each : of.targets) {
    take(fmt::format("{}[{},{},{}]", separator, quoted(each.script()), quoted(each.instance()),
                     quoted(each.workspace())));
    separator = ",";
  }
  take("]}");
}

std::string plan_hash(plan const& of) {
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> const context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
  auto const need = [](bool done) {
    if (!done) throw std::runtime_error("OpenSSL cannot compute SHA-256");
  };
  need(context && EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr) == 1);
  write_canonical(
      of, [&](std::string_view piece) { need(EVP_DigestUpdate(context.get(), piece.data(), piece.size()) == 1); });
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  need(EVP_DigestFinal_ex(context.get(), digest.data(), &size) == 1);
  std::string text = "sha256:";
  for (unsigned i = 0; i < size; ++i) text += fmt::format("{:02x}", digest[i]);
  return text;
}

}  // namespace dataarts::load
