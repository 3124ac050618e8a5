#include "http/connection.hpp"

#include "call.hpp"
#include "engine.hpp"

#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>
#include <boost/system/system_category.hpp>
#include <boost/system/system_error.hpp>

#include <cerrno>
#include <utility>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

namespace dataarts::http {

void connection_deleter::operator()(connection* which) const noexcept { delete which; }

namespace asio = boost::asio;
using boost::system::error_code;
using net::io_result;

namespace {

/// Reads per readiness, at most, so that one large answer does not hold up all others.
constexpr int reads_per_turn = 8;

error_code last_system_error() { return {errno, boost::system::system_category()}; }

}  // namespace

connection::connection(engine& owner, std::uint32_t slot, std::uint64_t tag)
    : engine_(owner),
      slot_(slot),
      tag_(tag),
      reader_({owner.config().max_response_header, owner.config().max_response_body, owner.config().max_json_depth}) {}

void connection::open() {
  auto const& to = engine_.endpoint();
  error_code not_an_address;
  auto const address = asio::ip::make_address(to.host, not_an_address);
  if (!not_an_address) {
    addresses_ = {tcp::endpoint(address, to.port)};
    // The engine may be gone, or have dropped this connection, when the handler runs.
    asio::post(engine_.executor(), [weak = engine_.weak_from_this(), tag = tag_] {
      auto const owner = weak.lock();
      if (owner) owner->step(tag, [](connection& self, finished_calls& finished) { self.connect_next(finished); });
    });
    return;
  }
  engine_.look_up(tag_);
}

void connection::resolved(error_code error, tcp::resolver::results_type const& found, finished_calls& finished) {
  if (error) {
    engine_.open_failed(*this, {errc::resolve_failed, error, engine_.endpoint().authority()}, finished);
    return;
  }
  engine_.watch().resolved(*this);
  for (auto const& each : found) addresses_.push_back(each.endpoint());
  connect_next(finished);
}

void connection::give_up_address(finished_calls& finished) {
  last_error_ = asio::error::timed_out;
  connect_next(finished);
}

void connection::connect_next(finished_calls& finished) {
  while (at_ < addresses_.size()) {
    // Each address gets an equal share of the time that is left, so that one that is silent does not use it up.
    if (auto const left = addresses_.size() - at_; left > 1) {
      auto const now = engine_.now();
      address_deadline = now + (open_deadline - now) / static_cast<int>(left);
      engine_.look_by(address_deadline);
    } else {
      address_deadline = clock::time_point::max();
    }
    auto const& to = addresses_[at_++];
    stream_.reset();
    socket_ = net::descriptor(
        ::socket(to.protocol().family(), SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, to.protocol().protocol()));
    if (!socket_.is_open()) {
      last_error_ = last_system_error();
      break;  // out of descriptors: another address would not help
    }
    int const on = 1;
    ::setsockopt(socket_.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    state_ = state::connecting;
    bool const at_once = ::connect(socket_.get(), to.data(), static_cast<socklen_t>(to.size())) == 0;
    if (!at_once && errno != EINPROGRESS) {
      last_error_ = last_system_error();
      continue;
    }
    try {
      engine_.poller().add(socket_.get(), tag_, !at_once);
      watches_writing_ = !at_once;
    } catch (boost::system::system_error const& error) {
      last_error_ = error.code();
      break;
    }
    if (at_once) connected(finished);
    return;
  }
  engine_.open_failed(*this, {errc::connect_failed, last_error_, peer()}, finished);
}

void connection::connected(finished_calls& finished) {
  engine_.watch().connected(*this, socket_.get());
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
  engine_.append_request(request_, which.ref);
  which.notes.add_trace_lines(request_);
  reader_.begin();
  sent_ = 0;
  state_ = state::writing;
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

bool connection::on_ready(net::poller::event const& event, finished_calls& finished) {
  switch (state_) {
    case state::connecting: {
      if (!event.writable && !event.ended) return false;
      int error = 0;
      socklen_t size = sizeof error;
      ::getsockopt(socket_.get(), SOL_SOCKET, SO_ERROR, &error, &size);
      if (error == 0) {
        connected(finished);
      } else {
        last_error_ = error_code(error, boost::system::system_category());
        connect_next(finished);
      }
      return true;
    }
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
        engine_.watch().received(*current, step.size);
        auto const progress = reader_.commit(step.size);
        if (progress != response_reader::progress::more) {
          conclude(progress, ended || step.size == room.size() || stream_->has_pending(), finished);
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
        conclude(reader_.end_of_stream(step.clean), true, finished);
        return true;
      case io_result::kind::failed:
        fail(errc::read_failed, step.error, finished);
        return true;
    }
  }
  engine_.has_more(*this);
  return true;
}

void connection::conclude(response_reader::progress progress, bool maybe_more, finished_calls& finished) {
  state_ = state::idle;
  bool const complete = progress == response_reader::progress::complete;
  // What came behind the answer, be it bytes that nobody asked for or the end of the stream, has been announced already
  // and would not be again: the next call would take the one for its answer, and wait for the other.
  bool const reusable = complete && reader_.reusable() && (!maybe_more || stream_->is_quiet());
  if (complete && reader_.is_result()) {
    engine_.exchange_done(*this, {reader_.take_result(), reusable, true}, finished);
    return;
  }
  auto where = complete ? std::string() : peer();
  if (complete && reader_.status() == 401) where = engine_.explain_refusal(reader_.date());
  auto details = engine_.details_of(*current, std::move(where));
  engine_.exchange_done(*this,
                        {reader_.take_failure(std::move(details), engine_.wall_now(),
                                              [this](std::string& text) { engine_.hide_secrets(text); }),
                         reusable, reader_.received_anything()},
                        finished);
}

void connection::fail(errc code, error_code cause, finished_calls& finished) {
  auto where = peer();
  // A handshake that the server takes for failed after it was complete on this side.
  if (auto reason = stream_->explanation(cause); !reason.empty()) {
    code = errc::tls_failed;
    where = std::move(reason) + ", " + where;
  }
  auto details = engine_.details_of(*current, std::move(where));
  details.cause = cause;
  details.http_status = reader_.status();
  engine_.exchange_done(*this, {failure(code, std::move(details)), false, reader_.received_anything()}, finished);
}

bool connection::is_quiet() { return stream_->is_quiet(); }

void connection::close() noexcept {
  state_ = state::closed;
  stream_.reset();
  socket_.close();
}

void connection::want_writing(bool wanted) {
  if (watches_writing_ == wanted) return;
  watches_writing_ = wanted;
  engine_.poller().watch_writing(socket_.get(), tag_, wanted);
}

std::string connection::peer() const {
  auto name = engine_.endpoint().authority();
  if (at_ == 0) return name;
  auto const& last = addresses_[at_ - 1];
  auto const number = last.address().to_string();
  auto const full = (last.address().is_v6() ? "[" + number + "]" : number) + ":" + std::to_string(last.port());
  return full == name ? name : name + " (" + full + ")";
}

}  // namespace dataarts::http
