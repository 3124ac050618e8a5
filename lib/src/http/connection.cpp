#include "http/connection.hpp"

#include "call.hpp"
#include "engine.hpp"
#include "instance_block.hpp"

#include <dataarts/memory_network.hpp>

#include <boost/asio/post.hpp>

#include <utility>

#include <sys/socket.h>

namespace dataarts::http {

void connection_deleter::operator()(connection* which) const noexcept { delete which; }

namespace asio = boost::asio;
using boost::system::error_code;
using net::io_result;

namespace {

/// Reads per readiness, at most, so that one large answer does not hold up all others.
constexpr int reads_per_turn = 8;

std::string flight_name(int socket) {
  asio::ip::tcp::endpoint mine;
  auto size = static_cast<socklen_t>(mine.capacity());
  if (::getsockname(socket, mine.data(), &size) != 0) return {};
  mine.resize(size);
  return in_flight::name_of(mine);
}

}  // namespace

connection::connection(engine& owner, std::uint32_t slot, std::uint64_t tag)
    : engine_(owner),
      slot_(slot),
      tag_(tag),
      reader_({.max_header = owner.config().max_response_header,
               .max_body = owner.config().max_response_body,
               .max_json_depth = owner.config().max_json_depth,
               .accept_gzip = owner.config().accept_gzip},
              &owner.workspaces()),
      flight_(owner.flights()) {}

void connection::open() {
  auto const& to = engine_.dialled();
  if (engine_.config().network) {
    asio::post(engine_.executor(), [weak = engine_.weak_from_this(), tag = tag_] {
      auto const owner = weak.lock();
      if (owner) owner->step(tag, [](connection& self, finished_calls& finished) { self.dial(finished); });
    });
    return;
  }
  error_code not_an_address;
  auto const number = asio::ip::make_address(to.host, not_an_address);
  if (not_an_address) {
    engine_.look_up(tag_);
    return;
  }
  // The engine may be gone, or have dropped this connection, when the handler runs.
  asio::post(engine_.executor(), [weak = engine_.weak_from_this(), tag = tag_, to = net::address(number, to.port)] {
    auto const owner = weak.lock();
    if (!owner) return;
    owner->step(tag, [&to](connection& self, finished_calls& finished) { self.connect({to}, finished); });
  });
}

void connection::dial(finished_calls& finished) {
  error_code error;
  auto end = engine_.config().network->dial(engine_.endpoint().port, error);
  if (error) {
    engine_.open_failed(*this, {errc::connect_failed, error, peer()}, finished);
    return;
  }
  flight_.connected(end.name());
  engine_.watch().connected(*this, socket_.get());
  stream_ = engine_.memory_poller().open(std::move(end), tag_);
  state_ = state::handshaking;
  shake(finished);
}

void connection::resolved(error_code error, tcp::resolver::results_type const& found, finished_calls& finished) {
  if (state_ != state::resolving) return;
  if (error) {
    engine_.open_failed(*this, {errc::resolve_failed, error, peer()}, finished);
    return;
  }
  engine_.watch().resolved(*this);
  std::vector<net::address> addresses;
  for (auto const& each : found) addresses.push_back(each.endpoint());
  connect(addresses, finished);
}

void connection::connect(std::vector<net::address> const& found, finished_calls& finished) {
  auto in_order = net::interleave(found);
  engine_.addresses().sort(in_order, engine_.now());
  connecting_ = std::make_unique<net::connecting>(engine_.poller(), tag_, engine_.addresses(), std::move(in_order),
                                                  engine_.config().connect_stagger);
  state_ = state::connecting;
  go_on_connecting(finished);
}

void connection::go_on_connecting(finished_calls& finished) {
  auto const came_to = connecting_->go_on(engine_.now());
  next_address = connecting_->next_at();
  switch (came_to) {
    case net::connecting::progress::pending:
      if (next_address != clock::time_point::max()) engine_.look_by(next_address);
      break;
    case net::connecting::progress::connected:
      socket_ = connecting_->take();
      watches_writing_ = connecting_->watches_writing();
      address_ = *connecting_->peer();
      connecting_.reset();
      connected(finished);
      break;
    case net::connecting::progress::failed:
      engine_.open_failed(*this, {errc::connect_failed, connecting_->error(), peer()}, finished);
      break;
  }
}

void connection::open_timed_out(finished_calls& finished) {
  auto where = peer();
  if (connecting_) connecting_->give_up(engine_.now());
  if (address_) engine_.addresses().failed(*address_, engine_.now());
  engine_.open_failed(*this, {errc::connect_timeout, {}, std::move(where)}, finished);
}

void connection::connected(finished_calls& finished) {
  if (flight_.counts()) flight_.connected(flight_name(socket_.get()));
  engine_.watch().connected(*this, socket_.get());
  auto const* const through = engine_.proxy();
  if (through == nullptr) {
    begin_handshake(finished);
    return;
  }
  stream_ = net::make_plain_stream(socket_.get());
  tunnel_ = std::make_unique<tunnel>(through->connect_request(engine_.endpoint(), engine_.config().user_agent),
                                     engine_.config().max_response_header);
  state_ = state::tunnelling;
  dig(finished);
}

void connection::dig(finished_calls& finished) {
  auto const came_to = tunnel_->go_on(*stream_);
  switch (came_to) {
    case tunnel::progress::want_read:
    case tunnel::progress::want_write:
      want_writing(came_to == tunnel::progress::want_write);
      break;
    case tunnel::progress::open:
      tunnel_.reset();
      begin_handshake(finished);
      break;
    case tunnel::progress::refused: {
      auto const status = tunnel_->status();
      auto where = "HTTP " + std::to_string(status);
      // 401 is what some say of a wrong password.
      if (status == 407 || status == 401) {
        where += engine_.proxy()->authorization.empty() ? ", it wants a user name and a password"
                                                        : ", it does not accept the user name and the password";
      }
      // What a gateway reports of the other end, or of its own state, may pass.
      auto const code = status >= 500 ? errc::connect_failed : errc::proxy_refused;
      engine_.open_failed(*this, {code, {}, "the proxy answered " + where + ", " + peer()}, finished);
      break;
    }
    case tunnel::progress::failed:
      engine_.addresses().failed(*address_, engine_.now());
      engine_.open_failed(
          *this, {errc::connect_failed, tunnel_->error(), std::string("the proxy: ") + tunnel_->why() + ", " + peer()},
          finished);
      break;
  }
}

void connection::begin_handshake(finished_calls& finished) {
  if (engine_.endpoint().tls) {
    stream_ = net::make_tls_stream(socket_.get(), engine_.tls());
  } else {
    stream_ = net::make_plain_stream(socket_.get());
  }
  state_ = state::handshaking;
  shake(finished);
}

void connection::shake(finished_calls& finished) {
  auto const step = stream_->handshake();
  switch (step.what) {
    case io_result::kind::done:
      want_writing(false);
      state_ = state::idle;
      if (address_) engine_.addresses().succeeded(*address_);
      flight_.wait(false);
      engine_.opened(*this, finished);
      break;
    case io_result::kind::want_read:
    case io_result::kind::want_write:
      want_writing(step.what == io_result::kind::want_write);
      break;
    case io_result::kind::closed:
    case io_result::kind::failed: {
      auto reason = stream_->certificate_error();
      bool const refused = !reason.empty();
      if (!refused) reason = stream_->explanation(step.error);
      // Another address of the host may do better, but not with another certificate.
      if (reason.empty() && engine_.proxy() == nullptr) engine_.addresses().failed(*address_, engine_.now());
      if (reason.empty() && step.what == io_result::kind::closed) reason = "the server closed the connection";
      auto where = reason.empty() ? peer() : std::move(reason) + ", " + peer();
      engine_.open_failed(
          *this, {refused ? errc::certificate_rejected : errc::tls_failed, step.error, std::move(where)}, finished);
      break;
    }
  }
}

void connection::exchange(call& which, finished_calls& finished) {
  request_.clear();
  engine_.append_request(request_, which);
  reader_.begin(which.what != nullptr ? &which.what->answer : nullptr);
  sent_ = 0;
  state_ = state::writing;
  flight_.wait(true);
  send(finished);
}

void connection::send(finished_calls& finished) {
  while (sent_ < request_.size()) {
    auto const step = stream_->write(request_.data() + sent_, request_.size() - sent_);
    if (step.what == io_result::kind::done) {
      sent_ += step.size;
    } else if (step.what == io_result::kind::want_write || step.what == io_result::kind::want_read) {
      want_writing(step.what == io_result::kind::want_write);
      return;
    } else {
      fail(errc::write_failed, step.error, finished);
      return;
    }
  }
  want_writing(false);
  state_ = state::reading;
}

bool connection::on_ready(net::readiness::event const& event, finished_calls& finished) {
  switch (state_) {
    case state::connecting:
      if (!event.writable && !event.ended) return false;
      go_on_connecting(finished);
      return true;
    case state::tunnelling:
      dig(finished);
      return true;
    case state::handshaking:
      shake(finished);
      return true;
    case state::writing: {
      auto const before = sent_;
      send(finished);
      // What came while the request was on its way has been announced already.
      if (state_ == state::reading) receive(event.ended, finished);
      return state_ != state::writing || sent_ != before;
    }
    case state::reading:
      return receive(event.ended, finished);
    case state::idle:
      if ((event.readable || event.ended) && !stream_->is_quiet()) engine_.idle_lost(*this, finished);
      return true;
    case state::resolving:
    case state::closed:
      break;
  }
  return false;
}

bool connection::receive(bool ended, finished_calls& finished) {
  bool got_something = false;
  for (int turn = 0; turn < reads_per_turn; ++turn) {
    auto const room = reader_.prepare();
    auto const step = stream_->read(static_cast<char*>(room.data()), room.size());
    switch (step.what) {
      case io_result::kind::done: {
        got_something = true;
        flight_.read(step.size);
        auto const now = engine_.now();
        engine_.watch().received(*current, step.size, now);
        auto const progress = reader_.commit(step.size);
        if (progress != response_reader::progress::more) {
          conclude(progress, ended || step.size == room.size() || stream_->has_pending(), now, finished);
          return true;
        }
        if (step.size < room.size() && stream_->short_read_empties() && !ended) return true;
        break;
      }
      case io_result::kind::want_read:
        return got_something;
      case io_result::kind::want_write:
        want_writing(true);
        return true;
      case io_result::kind::closed:
        conclude(reader_.end_of_stream(step.clean), true, engine_.now(), finished);
        return true;
      case io_result::kind::failed:
        fail(errc::read_failed, step.error, finished);
        return true;
    }
  }
  engine_.has_more(*this);
  return true;
}

void connection::conclude(response_reader::progress progress, bool maybe_more, clock::time_point now,
                          finished_calls& finished) {
  state_ = state::idle;
  flight_.wait(false);
  bool const complete = progress == response_reader::progress::complete;
  // What came behind the answer, be it bytes that nobody asked for or the end of the stream, has been announced already
  // and would not be again: the next call would take the one for its answer, and wait for the other.
  bool const reusable = complete && reader_.reusable() && (!maybe_more || stream_->is_quiet());
  if (complete && reader_.is_result() && current->what != nullptr) {
    current->unsettled = false;
    auto& base = current->what->base;
    base = engine_.details_of(*current, {});
    base.http_status = reader_.status();
    base.request_id = reader_.request_id();
    engine_.hide_secrets(base.request_id);
    engine_.exchange_done(*this, {instance_block::adopt(nullptr), now, reusable, true}, finished);
    return;
  }
  // Refused, so that nothing came of it. HTTP 408 may come from a gateway that does not know.
  bool const refused = reader_.status() >= 400 && reader_.status() < 500 && reader_.status() != 408;
  if (complete && refused) current->unsettled = false;
  if (complete && reader_.is_result()) {
    engine_.exchange_done(*this, {reader_.take_result(), now, reusable, true}, finished);
    return;
  }
  auto where = complete ? std::string() : peer();
  if (complete && reader_.status() == 401) where = engine_.explain_refusal(reader_.date());
  auto details = engine_.details_of(*current, std::move(where));
  engine_.exchange_done(*this,
                        {reader_.take_failure(std::move(details), engine_.wall_now(),
                                              [this](std::string& text) { engine_.hide_secrets(text); }),
                         now, reusable, reader_.received_anything()},
                        finished);
}

void connection::fail(errc code, error_code cause, finished_calls& finished) {
  if (sent_ == 0) current->unsettled = false;
  flight_.wait(false);
  auto where = peer();
  // A handshake that the server takes for failed after it was complete on this side.
  if (auto reason = stream_->explanation(cause); !reason.empty()) {
    code = errc::tls_failed;
    where = std::move(reason) + ", " + where;
  }
  auto details = engine_.details_of(*current, std::move(where));
  details.cause = cause;
  details.http_status = reader_.status();
  engine_.exchange_done(*this, {failure(code, std::move(details)), engine_.now(), false, reader_.received_anything()},
                        finished);
}

bool connection::is_quiet() { return stream_->is_quiet(); }

void connection::close() noexcept {
  state_ = state::closed;
  connecting_.reset();
  stream_.reset();
  socket_.close();
  flight_.close();
}

void connection::want_writing(bool wanted) {
  if (watches_writing_ == wanted) return;
  watches_writing_ = wanted;
  if (stream_->watch_writing(wanted)) return;
  engine_.poller().watch_writing(socket_.get(), tag_, wanted);
}

std::string connection::peer() const {
  auto name = engine_.endpoint().authority();
  auto const dialled = engine_.dialled().authority();
  if (engine_.proxy() != nullptr) name += " through the proxy " + dialled;
  auto const* const last = connecting_ ? connecting_->peer() : address_ ? &*address_ : nullptr;
  if (last == nullptr) return name;
  auto const number = last->address().to_string();
  auto const full = (last->address().is_v6() ? "[" + number + "]" : number) + ":" + std::to_string(last->port());
  auto const tried = connecting_ ? connecting_->attempts() : 1;
  if (full == dialled) return name;
  return name + " (" + full + (tried > 1 ? ", one of " + std::to_string(tried) + " addresses)" : ")");
}

}  // namespace dataarts::http
