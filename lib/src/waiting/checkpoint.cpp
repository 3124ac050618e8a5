#include "waiting/checkpoint.hpp"

#include "sharing/reference_hash.hpp"
#include "system_message.hpp"

#include <algorithm>
#include <cerrno>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace dataarts::waiting {

namespace {

std::size_t hash_of(instance_ref const& ref) noexcept { return sharing::reference_hash()(&ref); }

/// Reads at a place, whatever signals come.
ssize_t read_at(int file, char* to, std::size_t size, std::uint64_t offset) noexcept {
  for (;;) {
    auto const got = ::pread(file, to, size, static_cast<off_t>(offset));
    if (got >= 0 || errno != EINTR) return got;
  }
}

}  // namespace

checkpoint::checkpoint(std::string const& path, checkpoint_owner const& owner)
    : path_(path), file_(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR)) {
  if (file_.get() < 0) fail_system("cannot be opened");
  struct stat about{};
  if (::fstat(file_.get(), &about) != 0) fail_system("cannot be looked at");
  // A device or a pipe may have no end, and keeps nothing.
  if (!S_ISREG(about.st_mode)) fail("is not a regular file");
  if (::flock(file_.get(), LOCK_EX | LOCK_NB) != 0) {
    if (errno == EWOULDBLOCK) fail("is in use by another wait");
    fail_system("cannot be locked");
  }
  read(owner);
  if (size_ == 0) write(head_line(owner));
}

void checkpoint::fail(std::string what) const {
  failure::details details;
  details.where = path_ + ' ' + std::move(what);
  throw call_error(failure(errc::checkpoint_unusable, std::move(details)));
}

void checkpoint::fail_system(char const* what) const { fail(what + (": " + system_message())); }

void checkpoint::read(checkpoint_owner const& owner) {
  constexpr std::size_t piece_size = 256 * 1024;
  std::string text;
  std::uint64_t number = 0;
  auto const take = [&](std::string_view line) {
    if (++number == 1) {
      if (auto objection = objection_to_head(line, owner)) fail(std::move(*objection));
      return;
    }
    std::string problem;
    auto const end = read_end(line, problem);
    if (!end) fail("line " + std::to_string(number) + ": " + problem);
    ends_.push_back({hash_of(end->ref), size_});
  };
  for (std::uint64_t from = 0;;) {
    auto const kept = text.size();
    text.resize(kept + piece_size);
    auto const got = read_at(file_.get(), text.data() + kept, piece_size, from);
    if (got < 0) fail_system("cannot be read");
    text.resize(kept + static_cast<std::size_t>(got));
    if (got == 0) break;
    from += static_cast<std::uint64_t>(got);
    std::size_t begin = 0;
    for (auto end = text.find('\n', kept); end != text.npos; end = text.find('\n', begin)) {
      take(std::string_view(text).substr(begin, end - begin));
      size_ += end + 1 - begin;
      begin = end + 1;
    }
    text.erase(0, begin);
  }
  // What is left was cut off in the middle of a line. A file of others is not cut, however short it is.
  if (!text.empty() && number == 0 && !head_line(owner).starts_with(text)) {
    if (auto objection = objection_to_head(text, owner)) fail(std::move(*objection));
  }
  if (!text.empty() && ::ftruncate(file_.get(), static_cast<off_t>(size_)) != 0) fail_system("cannot be shortened");
  std::sort(ends_.begin(), ends_.end(),
            [](known_end const& a, known_end const& b) { return a.hash != b.hash ? a.hash < b.hash : a.at < b.at; });
}

std::string checkpoint::line_at(std::uint64_t offset) const {
  std::string text;
  for (std::size_t piece = 4096;; piece *= 2) {
    auto const kept = text.size();
    text.resize(kept + piece);
    auto const got = read_at(file_.get(), text.data() + kept, piece, offset + kept);
    if (got <= 0) fail_system("cannot be read");
    text.resize(kept + static_cast<std::size_t>(got));
    auto const end = text.find('\n', kept);
    if (end == text.npos) continue;
    text.resize(end);
    return text;
  }
}

std::optional<script_instance> checkpoint::find(instance_ref const& ref) const {
  auto const hash = hash_of(ref);
  auto at = std::lower_bound(ends_.begin(), ends_.end(), hash,
                             [](known_end const& each, std::size_t wanted) { return each.hash < wanted; });
  for (; at != ends_.end() && at->hash == hash; ++at) {
    auto const line = line_at(at->at);
    std::string problem;
    auto const held = read_end(line, problem);
    if (!held || !(held->ref == ref)) continue;
    auto answer = answer_of(*held, problem);
    if (!answer) fail("at byte " + std::to_string(at->at) + ": " + problem);
    return answer;
  }
  return std::nullopt;
}

void checkpoint::add(instance_ref const& ref, script_instance const& answer) { write(end_line(ref, answer)); }

void checkpoint::write(std::string_view text) {
  for (std::size_t done = 0; done < text.size();) {
    auto const rest = text.substr(done);
    auto const put = ::pwrite(file_.get(), rest.data(), rest.size(), static_cast<off_t>(size_ + done));
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) {
      auto const why = errno;
      // A part of a line would be dropped later anyway.
      [[maybe_unused]] auto const shortened = ::ftruncate(file_.get(), static_cast<off_t>(size_));
      errno = why;
      fail_system("cannot be written");
    }
    done += static_cast<std::size_t>(put);
  }
  size_ += text.size();
}

}  // namespace dataarts::waiting
