#include "http/gzip_reader.hpp"

#include <zlib.h>

#include <algorithm>
#include <limits>
#include <new>

namespace dataarts::http {

namespace {

constexpr std::size_t room = 16 * 1024;

/// zlib: the largest window, and a gzip header is expected.
constexpr int window_and_format = 15 + 16;

constexpr char first_byte_of_member = '\x1f';

}  // namespace

struct gzip_reader::state {
  state() {
    if (::inflateInit2(&stream, window_and_format) != Z_OK) throw std::bad_alloc();
  }
  ~state() { ::inflateEnd(&stream); }
  state(state const&) = delete;
  state& operator=(state const&) = delete;

  z_stream stream{};
  char output[room];  // NOLINT: written before it is read
};

gzip_reader::gzip_reader() = default;

gzip_reader::~gzip_reader() = default;

void gzip_reader::begin(std::uint64_t limit) noexcept {
  input_ = {};
  limit_ = limit;
  packed_ = unpacked_ = 0;
  in_member_ = false;
  problem_ = problem::none;
}

void gzip_reader::take(std::string_view piece) noexcept { input_ = piece; }

std::string_view gzip_reader::unpack() {
  if (problem_ != problem::none) return {};
  if (!state_) state_ = std::make_unique<state>();
  auto& stream = state_->stream;
  for (;;) {
    if (!in_member_) {
      if (input_.empty()) return {};
      if (input_.front() != first_byte_of_member) return fail(packed_ == 0 ? problem::broken : problem::surplus);
      ::inflateReset(&stream);
      in_member_ = true;
    }
    auto const offered = std::min<std::size_t>(input_.size(), std::numeric_limits<uInt>::max());
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(input_.data()));  // NOLINT: zlib only reads it
    stream.avail_in = static_cast<uInt>(offered);
    stream.next_out = reinterpret_cast<Bytef*>(state_->output);
    stream.avail_out = room;
    int const came_to = ::inflate(&stream, Z_NO_FLUSH);
    auto const used = offered - stream.avail_in;
    auto const made = room - stream.avail_out;
    input_.remove_prefix(used);
    packed_ += used;
    unpacked_ += made;
    if (came_to == Z_MEM_ERROR) throw std::bad_alloc();
    // No progress is possible: it wants more input.
    if (came_to == Z_BUF_ERROR) return {};
    if (came_to != Z_OK && came_to != Z_STREAM_END) return fail(problem::broken);
    if (came_to == Z_STREAM_END) in_member_ = false;
    if (unpacked_ > limit_) return fail(problem::too_large);
    if (made > 0) return {state_->output, made};
    if (in_member_ && input_.empty()) return {};
  }
}

gzip_reader::problem gzip_reader::finish() noexcept {
  if (problem_ == problem::none && in_member_) problem_ = problem::cut_off;
  return problem_;
}

std::string_view gzip_reader::fail(problem what) noexcept {
  problem_ = what;
  return {};
}

char const* gzip_reader::to_text(problem which) noexcept {
  switch (which) {
    case problem::none:
      break;
    case problem::broken:
      return "gzip: the body is damaged";
    case problem::cut_off:
      return "gzip: the body ends too early";
    case problem::surplus:
      return "gzip: bytes follow the end of the body";
    case problem::too_large:
      return "gzip: unpacked, the body passes the limit";
  }
  return "";
}

}  // namespace dataarts::http
