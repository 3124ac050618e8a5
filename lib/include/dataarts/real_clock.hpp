#ifndef DATAARTS_REAL_CLOCK_HPP
#define DATAARTS_REAL_CLOCK_HPP

#include <dataarts/clock.hpp>

#include <boost/asio/steady_timer.hpp>

#include <utility>

namespace dataarts {

/// The machine's clocks.
class real_clock final : public clock {
 public:
  /// One instance serves a whole process.
  static std::shared_ptr<clock> shared() {
    static auto const instance = std::make_shared<real_clock>();
    return instance;
  }

  time_point now() const noexcept override { return std::chrono::steady_clock::now(); }
  wall_time wall_now() const noexcept override { return std::chrono::system_clock::now(); }

  std::unique_ptr<alarm> make_alarm(boost::asio::any_io_executor executor, std::function<void()> on_fire) override {
    return std::make_unique<timer_alarm>(executor, std::move(on_fire));
  }

 private:
  class timer_alarm final : public alarm {
   public:
    timer_alarm(boost::asio::any_io_executor const& executor, std::function<void()> on_fire)
        : timer_(executor), on_fire_(std::make_shared<std::function<void()>>(std::move(on_fire))) {}

    void arm(time_point at) override {
      timer_.expires_at(at);
      timer_.async_wait([callback = on_fire_](boost::system::error_code error) {
        if (!error) (*callback)();
      });
    }

    void disarm() noexcept override {
      boost::system::error_code ignored;
      timer_.cancel(ignored);
    }

   private:
    boost::asio::steady_timer timer_;
    std::shared_ptr<std::function<void()>> on_fire_;
  };
};

}  // namespace dataarts

#endif
