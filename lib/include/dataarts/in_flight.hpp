#ifndef DATAARTS_IN_FLIGHT_HPP
#define DATAARTS_IN_FLIGHT_HPP

#include <boost/asio/ip/address.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace dataarts {

/// What is on its way between the clients and the mock servers of one clock, so that virtual time does not move under
/// it (`virtual_time.hpp`): a context with nothing to do does not mean that there is nothing in a socket.
///
/// Both ends of a connection keep one record. A client that waits for an answer has it on its way until the server has
/// it parked, which is to say that the answer needs time to pass, or never comes, and all that was sent so far is read.
///
/// Thread-safe. Made by `std::make_shared` only. A clock that has none (`clock::flights`) costs nothing.
class in_flight : public std::enable_shared_from_this<in_flight> {
  struct record {
    std::string name;
    bool had_client = false;
    bool had_server = false;
    bool client = false;  // that end is open
    bool server = false;
    bool waiting = false;    // the client, for bytes or the end
    std::uint64_t sent = 0;  // by the server, of which the client has read so many:
    std::uint64_t read = 0;
    std::optional<std::chrono::steady_clock::time_point> parked_until;
  };
  using record_list = std::list<record>;

 public:
  using time_point = std::chrono::steady_clock::time_point;

  /// The name of a connection, which both ends know: the address of the client's socket.
  template <class Endpoint>
  static std::string name_of(Endpoint const& client) {
    auto address = client.address();
    // A server that listens on "::" sees a client of IPv4 so.
    if (address.is_v6() && address.to_v6().is_v4_mapped()) {
      address = boost::asio::ip::make_address_v4(boost::asio::ip::v4_mapped, address.to_v6());
    }
    return address.to_string() + ':' + std::to_string(client.port());
  }

  /// A client's end, from the moment that it begins to connect. Of no effect without an `in_flight`.
  class client_end {
   public:
    client_end() = default;
    explicit client_end(std::shared_ptr<in_flight> all) : all_(std::move(all)) {
      if (!all_) return;
      std::lock_guard const lock(all_->mutex_);
      ++all_->connecting_;
    }
    client_end(client_end const&) = delete;
    client_end& operator=(client_end const&) = delete;
    ~client_end() { close(); }

    bool counts() const noexcept { return all_ != nullptr; }

    /// The connection is there. The client waits for something on it from now on.
    void connected(std::string name) {
      if (!all_) return;
      std::lock_guard const lock(all_->mutex_);
      if (record_) return;
      record_ = all_->find_or_add(std::move(name), &record::had_client);
      (*record_)->client = (*record_)->waiting = true;
      --all_->connecting_;
    }

    void wait(bool on) noexcept {
      if (!all_) return;
      std::lock_guard const lock(all_->mutex_);
      if (record_) (*record_)->waiting = on;
    }

    void read(std::size_t bytes) noexcept {
      if (!all_) return;
      std::lock_guard const lock(all_->mutex_);
      if (record_) (*record_)->read += bytes;
    }

    void close() noexcept {
      if (!all_) return;
      {
        std::lock_guard const lock(all_->mutex_);
        if (record_) {
          (*record_)->client = (*record_)->waiting = false;
          all_->forget(*record_);
          record_.reset();
        } else {
          --all_->connecting_;
        }
      }
      all_.reset();
    }

   private:
    std::shared_ptr<in_flight> all_;
    std::optional<record_list::iterator> record_;
  };

  /// A server's end, from the moment that it has accepted. Of no effect without an `in_flight`.
  class server_end {
   public:
    server_end() = default;
    server_end(std::shared_ptr<in_flight> all, std::string name) : all_(std::move(all)) {
      if (!all_) return;
      std::lock_guard const lock(all_->mutex_);
      record_ = all_->find_or_add(std::move(name), &record::had_server);
      record_->server = true;
    }
    server_end(server_end&& other) noexcept : all_(std::move(other.all_)), record_(other.record_) {}
    server_end& operator=(server_end&& other) noexcept {
      std::swap(all_, other.all_);
      std::swap(record_, other.record_);
      return *this;
    }
    ~server_end() { close(); }

    void wrote(std::size_t bytes) noexcept {
      if (!all_) return;
      std::lock_guard const lock(all_->mutex_);
      record_->sent += bytes;
    }

    /// Nothing is sent before that time; with `time_point::max()`: never.
    void park(time_point until) noexcept {
      if (!all_) return;
      std::lock_guard const lock(all_->mutex_);
      record_->parked_until = until;
    }

    void go_on() noexcept {
      if (!all_) return;
      std::lock_guard const lock(all_->mutex_);
      record_->parked_until.reset();
    }

    /// True if nothing that was sent is still to be read: by a client that notes what it reads, or notes that it has
    /// gone. False if nobody notes anything.
    bool all_read() const noexcept {
      if (!all_) return false;
      std::lock_guard const lock(all_->mutex_);
      return record_->had_client && (!record_->client || record_->sent == record_->read);
    }

    void close() noexcept {
      if (!all_) return;
      {
        std::lock_guard const lock(all_->mutex_);
        record_->server = false;
        record_->parked_until.reset();
        all_->forget(record_);
      }
      all_.reset();
    }

   private:
    std::shared_ptr<in_flight> all_;
    record_list::iterator record_{};
  };

  /// Somebody who waits for a client's request, as long as this lives: only for the words of `describe`.
  class waiter {
   public:
    waiter() = default;
    waiter(std::shared_ptr<in_flight> all, std::string what) : all_(std::move(all)) {
      if (!all_) return;
      std::lock_guard const lock(all_->mutex_);
      what_ = all_->waiters_.insert(all_->waiters_.end(), std::move(what));
    }
    waiter(waiter&& other) noexcept : all_(std::move(other.all_)), what_(other.what_) {}
    waiter& operator=(waiter&& other) noexcept {
      std::swap(all_, other.all_);
      std::swap(what_, other.what_);
      return *this;
    }
    ~waiter() {
      if (!all_) return;
      std::lock_guard const lock(all_->mutex_);
      all_->waiters_.erase(what_);
    }

   private:
    std::shared_ptr<in_flight> all_;
    std::list<std::string>::iterator what_{};
  };

  /// True if nothing is on its way at that time: all that was asked needs time to pass, or will never be answered.
  bool settled(time_point now) const {
    std::lock_guard const lock(mutex_);
    if (connecting_ > 0) return false;
    for (auto const& each : records_) {
      if (is_moving(each, now)) return false;
    }
    return true;
  }

  /// Another number after each step of a client or server, as a rule. Costs the steps nothing.
  std::uint64_t fingerprint() const noexcept {
    constexpr std::uint64_t odd = 0x9e37'79b9'7f4a'7c15;
    std::lock_guard const lock(mutex_);
    std::uint64_t made = connecting_;
    auto const add = [&made](std::uint64_t number) { made = (made ^ number) * odd; };
    for (auto const& each : records_) {
      auto const flags = (each.client ? 1U : 0U) | (each.server ? 2U : 0U) | (each.waiting ? 4U : 0U);
      add(flags | (each.parked_until ? 8U : 0U));
      add(each.sent);
      add(each.read);
      if (each.parked_until) add(static_cast<std::uint64_t>(each.parked_until->time_since_epoch().count()));
    }
    return made;
  }

  /// What is on its way, and what waits for the time, in words.
  std::string describe(time_point now) const {
    std::lock_guard const lock(mutex_);
    std::string text;
    if (connecting_ > 0) say(text, std::to_string(connecting_) + " connecting");
    for (auto const& each : records_) {
      auto const what = state_of(each, now);
      if (!what.empty()) say(text, "the client " + each.name + std::string(what));
    }
    if (text.empty()) text = "no client waits for an answer";
    for (auto const& each : waiters_) say(text, each);
    return text;
  }

 private:
  static bool answer_parked(record const& which, time_point now) noexcept {
    return which.parked_until && *which.parked_until > now;
  }

  static bool is_moving(record const& which, time_point now) noexcept {
    if (which.client) return which.waiting && !(answer_parked(which, now) && which.sent == which.read);
    // A server that reads is about to see that its client has gone; one that waits for the time looks only then.
    auto const looks = !which.parked_until || *which.parked_until == time_point::max();
    return which.had_client && which.server && looks;
  }

  static std::string_view state_of(record const& which, time_point now) noexcept {
    if (!which.client) return is_moving(which, now) ? " has gone, which its server has not seen yet" : "";
    if (!which.waiting) return {};
    if (!which.had_server) return " waits for a server that is no mock server of this clock";
    if (!which.server) return " has not seen yet that its server closed the connection";
    if (!which.parked_until) return " waits for an answer that is on its way";
    if (which.sent != which.read) return " has not read yet what its server has sent";
    if (*which.parked_until == time_point::max()) return " waits for an answer that never comes";
    return answer_parked(which, now) ? " waits for an answer that is delayed" : " waits for an answer that is due";
  }

  static void say(std::string& text, std::string const& what) {
    if (!text.empty()) text += "; ";
    text += what;
  }

  /// Under the lock.
  record_list::iterator find_or_add(std::string name, bool record::* which) {
    auto found = records_.begin();
    // One that had that end already is an earlier connection from the same port.
    while (found != records_.end() && (found->name != name || (*found).*which)) ++found;
    if (found == records_.end()) {
      found = records_.emplace(found);
      found->name = std::move(name);
    }
    (*found).*which = true;
    return found;
  }

  void forget(record_list::iterator which) noexcept {
    if (!which->client && !which->server) records_.erase(which);
  }

  mutable std::mutex mutex_;
  std::size_t connecting_ = 0;
  record_list records_;
  std::list<std::string> waiters_;
};

}  // namespace dataarts

#endif
