#include <dataarts/mock/server.hpp>

#include "auth/guarded_answers.hpp"
#include "listener.hpp"
#include "shard.hpp"
#include "tls_context.hpp"

#include <dataarts/mock/documented_answers.hpp>
#include <dataarts/real_clock.hpp>

#include <boost/asio/dispatch.hpp>

#include <stdexcept>
#include <utility>

namespace dataarts::mock {
namespace {

options completed(options settings) {
  settings.validate();
  if (!settings.clock) settings.clock = real_clock::shared();
  if (!settings.answers) settings.answers = std::make_shared<documented_answers>();
  return settings;
}

// Null: everything passes, at no cost.
std::shared_ptr<auth::guarded_answers> make_guard(options const& settings) {
  if (settings.auth.mode == auth_mode::off) return nullptr;
  return std::make_shared<auth::guarded_answers>(settings.auth, settings.seed, settings.clock, settings.answers);
}

std::shared_ptr<tls_context> make_tls(options const& settings) {
  if (!settings.tls) return nullptr;
  return std::make_shared<tls_context>(*settings.tls, settings.clock->wall_now());
}

}  // namespace

class server::impl {
 public:
  impl(std::vector<boost::asio::io_context*> const& contexts, options settings)
      : host_(settings.host), tls_(make_tls(settings)), guard_(make_guard(settings)) {
    if (contexts.empty()) throw std::invalid_argument("a mock server needs at least one context");
    if (guard_) settings.answers = guard_;
    if (settings.journal) settings.journal->start(settings.clock->now());
    // The first shard has the seed itself, so that the ids do not depend on how many there are.
    for (auto* context : contexts) {
      auto const seed = settings.seed + shards_.size() * 0x9e3779b97f4a7c15;
      shards_.push_back(std::make_shared<shard>(context->get_executor(), settings, tls_, seed));
    }
    listener_ = std::make_shared<listener>(contexts.front()->get_executor(), host_, settings.port, shards_);
    listener_->start();
  }

  /// Calls a member of each shard, on its own thread, after the listener is closed on its own.
  template <class What>
  void end(What what) {
    boost::asio::dispatch(listener_->executor(), [closed = listener_] { closed->close(); });
    for (auto const& each : shards_) {
      boost::asio::dispatch(each->executor(), [ended = each, what] { what(*ended); });
    }
  }

  std::string url() const {
    auto const v6 = host_.find(':') != std::string::npos;
    return (tls_ ? "https://" : "http://") + (v6 ? '[' + host_ + ']' : host_) + ':' + std::to_string(port());
  }
  std::uint16_t port() const noexcept { return listener_->port(); }
  void refuse(bool on) { listener_->refuse(on); }
  std::string const& ca_pem() const noexcept {
    static std::string const none;
    return tls_ ? tls_->authority_pem() : none;
  }
  mock::counters counters() const noexcept {
    mock::counters sum;
    for (auto const& each : shards_) each->counts().add_to(sum);
    return sum;
  }
  mock::auth_counters auth_counters() const { return guard_ ? guard_->counts() : mock::auth_counters(); }
  std::vector<auth_refusal> refusals() const { return guard_ ? guard_->refusals() : std::vector<auth_refusal>(); }
  void expire_issued() noexcept {
    if (guard_) guard_->expire_issued();
  }

 private:
  std::string host_;
  std::shared_ptr<tls_context> tls_;
  std::shared_ptr<auth::guarded_answers> guard_;
  std::vector<std::shared_ptr<shard>> shards_;
  std::shared_ptr<listener> listener_;
};

server::server(boost::asio::io_context& context, options settings)
    : server(std::vector<boost::asio::io_context*>{&context}, std::move(settings)) {}

server::server(std::vector<boost::asio::io_context*> const& contexts, options settings)
    : impl_(std::make_shared<impl>(contexts, completed(std::move(settings)))) {}

server::~server() {
  try {
    impl_->end([](shard& each) { each.abort(); });
  } catch (...) {
    // No memory to hand the closing over to the contexts: they close everything when they are destroyed.
  }
}

void server::stop() noexcept {
  try {
    impl_->end([](shard& each) { each.stop(); });
  } catch (...) {
    // As above; what is in flight goes on.
  }
}

void server::refuse(bool on) { impl_->refuse(on); }
std::string server::url() const { return impl_->url(); }
std::uint16_t server::port() const noexcept { return impl_->port(); }
std::string const& server::ca_pem() const noexcept { return impl_->ca_pem(); }
counters server::counters() const noexcept { return impl_->counters(); }
auth_counters server::auth_counters() const { return impl_->auth_counters(); }
std::vector<auth_refusal> server::refusals() const { return impl_->refusals(); }
void server::expire_issued() noexcept { impl_->expire_issued(); }

}  // namespace dataarts::mock
