#include <dataarts/mock/journal_file.hpp>

#include <atomic>
#include <cerrno>
#include <condition_variable>
#include <mutex>
#include <stdexcept>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

namespace dataarts::mock {

class journal_file::impl {
 public:
  impl(journal& of, std::filesystem::path const& file, settings how)
      : of_(of),
        name_(file.string()),
        on_problem_(std::move(how.on_problem)),
        file_(::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666)) {
    if (file_ < 0) {
      throw std::runtime_error("cannot write the journal " + name_ + ": " + std::generic_category().message(errno));
    }
    try {
      follower_ = of.follow(how.queue, [this] { call(); });
      thread_ = std::thread([this] { run(); });
    } catch (...) {
      ::close(file_);
      throw;
    }
  }

  ~impl() {
    {
      std::lock_guard const lock(mutex_);
      ending_ = true;
    }
    called_.notify_one();
    thread_.join();
    follower_.reset();
    ::close(file_);
  }

  void flush() {
    auto const wanted = of_.counts().recorded;
    std::unique_lock lock(mutex_);
    flushed_.wait(lock, [&] { return follower_->began_after() + done_ + follower_->dropped() >= wanted; });
  }

  std::uint64_t dropped() const noexcept { return follower_->dropped() + unwritten_.load(); }

 private:
  void call() {
    {
      std::lock_guard const lock(mutex_);
      has_work_ = true;
    }
    called_.notify_one();
  }

  void run() {
    for (bool last = false; !last;) {
      {
        std::unique_lock lock(mutex_);
        called_.wait(lock, [&] { return has_work_ || ending_; });
        has_work_ = false;
        last = ending_;
      }
      for (auto entries = follower_->take(); !entries.empty(); entries = follower_->take()) {
        write_all(entries);
        {
          std::lock_guard const lock(mutex_);
          done_ += entries.size();
        }
        flushed_.notify_all();
      }
      flushed_.notify_all();
    }
  }

  void write_all(std::vector<journal_entry> const& entries) {
    if (!broken_) {
      lines_.clear();
      for (auto const& each : entries) {
        append_json_line(lines_, each);
        lines_ += '\n';
      }
      if (put(lines_)) {
        good_size_ += static_cast<off_t>(lines_.size());
        return;
      }
      broken_ = true;
    }
    unwritten_ += entries.size();
  }

  bool put(std::string_view bytes) {
    while (!bytes.empty()) {
      auto const written = ::write(file_, bytes.data(), bytes.size());
      if (written >= 0) {
        bytes.remove_prefix(static_cast<std::size_t>(written));
      } else if (errno != EINTR) {
        auto const why = errno;
        // What is not whole is taken away again; a file that cannot be cut is a pipe or a device.
        auto const cut = ::ftruncate(file_, good_size_) == 0;
        if (on_problem_) {
          on_problem_("cannot write the journal " + name_ + ": " + std::generic_category().message(why) +
                      "; no more entries go there" + (cut ? "" : ", and its last line may be cut off"));
        }
        return false;
      }
    }
    return true;
  }

  journal& of_;
  std::string name_;
  std::function<void(std::string const&)> on_problem_;
  int file_;
  off_t good_size_ = 0;
  bool broken_ = false;
  std::string lines_;
  std::atomic<std::uint64_t> unwritten_ = 0;
  std::mutex mutex_;  // of the following
  std::condition_variable called_;
  std::condition_variable flushed_;
  bool has_work_ = false;
  bool ending_ = false;
  std::uint64_t done_ = 0;
  std::unique_ptr<journal_follower> follower_;
  std::thread thread_;
};

journal_file::journal_file(journal& of, std::filesystem::path const& file, settings how)
    : impl_(std::make_unique<impl>(of, file, std::move(how))) {}
journal_file::~journal_file() = default;
void journal_file::flush() { impl_->flush(); }
std::uint64_t journal_file::dropped() const noexcept { return impl_->dropped(); }

}  // namespace dataarts::mock
