#include <dataarts/json_lines_observer.hpp>

#include "observe/json_lines.hpp"

#include <cerrno>
#include <condition_variable>
#include <mutex>
#include <ostream>
#include <stdexcept>
#include <string>
#include <system_error>
#include <thread>
#include <utility>

namespace dataarts {

/// A bounded queue and the thread that empties it.
class json_lines_observer::writer {
 public:
  writer(sink to, std::size_t max_queued) : sink_(std::move(to)), max_queued_(max_queued), thread_([this] { run(); }) {}

  ~writer() {
    {
      std::lock_guard const lock(mutex_);
      ends_ = true;
    }
    changed_.notify_all();
    thread_.join();
  }

  void put(std::string const& line) {
    std::lock_guard const lock(mutex_);
    if (queue_.size() + line.size() > max_queued_) {
      ++dropped_;
      ++missing_;
      return;
    }
    tell_missing();
    queue_ += line;
    ++lines_;
    changed_.notify_all();
  }

  void flush() {
    std::unique_lock lock(mutex_);
    if (queue_.empty()) tell_missing();
    changed_.notify_all();
    changed_.wait(lock, [this] { return queue_.empty() && !writes_; });
  }

  std::uint64_t dropped() const {
    std::lock_guard const lock(mutex_);
    return dropped_;
  }

 private:
  /// Queues a line that stands for those that are missing before the next one.
  void tell_missing() {
    if (missing_ == 0) return;
    queue_ += observe::line_of_dropped(missing_);
    told_ += std::exchange(missing_, 0);
  }

  void run() {
    std::string piece;
    std::unique_lock lock(mutex_);
    for (;;) {
      changed_.wait(lock, [this] { return ends_ || !queue_.empty(); });
      if (queue_.empty() && missing_ == 0) return;
      if (ends_) tell_missing();
      piece.swap(queue_);
      auto const lines = std::exchange(lines_, 0);
      auto const told = std::exchange(told_, 0);
      writes_ = true;
      lock.unlock();
      bool written = true;
      try {
        sink_(piece);
      } catch (...) {
        // The observer has nobody to tell; the lines count as dropped.
        written = false;
      }
      lock.lock();
      if (!written) {
        dropped_ += lines;
        if (!ends_) missing_ += lines + told;
      }
      piece.clear();
      writes_ = false;
      changed_.notify_all();
    }
  }

  sink sink_;
  std::size_t max_queued_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::string queue_;
  std::uint64_t lines_ = 0;    ///< of records, in the queue
  std::uint64_t told_ = 0;     ///< dropped ones that lines in the queue stand for
  std::uint64_t missing_ = 0;  ///< dropped ones that no line stands for yet
  std::uint64_t dropped_ = 0;
  bool writes_ = false;
  bool ends_ = false;
  std::thread thread_;
};

namespace {

json_lines_observer::sink into(std::FILE* file) {
  if (file == nullptr) return {};
  return [file](std::string_view lines) {
    if (std::fwrite(lines.data(), 1, lines.size(), file) != lines.size() || std::fflush(file) != 0) {
      throw std::system_error(errno, std::generic_category(), "the file of a json_lines_observer");
    }
  };
}

json_lines_observer::sink into(std::ostream& stream) {
  return [&stream](std::string_view lines) {
    stream.write(lines.data(), static_cast<std::streamsize>(lines.size())).flush();
    if (!stream) throw std::runtime_error("the stream of a json_lines_observer cannot be written");
  };
}

}  // namespace

json_lines_observer::json_lines_observer(sink to, json_lines_options const& options) : options_(options) {
  if (!to) throw std::invalid_argument("to: is empty, the lines have to go somewhere");
  if (options.max_queued == 0) throw std::invalid_argument("max_queued: is 0, it has to be at least 1");
  writer_ = std::make_unique<writer>(std::move(to), options.max_queued);
}

json_lines_observer::json_lines_observer(std::FILE* to, json_lines_options const& options)
    : json_lines_observer(into(to), options) {}

json_lines_observer::json_lines_observer(std::ostream& to, json_lines_options const& options)
    : json_lines_observer(into(to), options) {}

json_lines_observer::~json_lines_observer() = default;

void json_lines_observer::flush() { writer_->flush(); }

std::uint64_t json_lines_observer::dropped() const { return writer_->dropped(); }

void json_lines_observer::call_ended(call_record const& record) noexcept {
  writer_->put(observe::line_of(record, options_.names));
}

void json_lines_observer::attempt_ended(attempt_record const& record) noexcept {
  if (options_.attempts) writer_->put(observe::line_of(record));
}

}  // namespace dataarts
