#include "body_reader.hpp"

#include "ascii.hpp"

#include <algorithm>

namespace dataarts::mock {
namespace {

// Memory that is kept for the next body.
constexpr std::size_t comfortable_size = 16 * 1024;

}  // namespace

bool body_reader::begin(message_head const& head) {
  part_ = head.chunked ? part::chunk_size : part::data;
  left_ = head.content_length.value_or(0);
  return !head.chunked && left_ == 0;
}

void body_reader::clear() {
  body_.clear();
  if (body_.capacity() > comfortable_size) body_.shrink_to_fit();
  if (trouble_) trouble_ = {};
  trailer_size_ = 0;
  complete_ = false;
}

body_reader::progress body_reader::read(std::string_view bytes) {
  progress made;
  while (!trouble_ && !complete_ && made.taken < bytes.size()) {
    auto const rest = bytes.substr(made.taken);
    if (part_ == part::data || part_ == part::chunk_data) {
      made.taken += read_data(rest);
      continue;
    }
    auto const line_feed = rest.find('\n');
    auto const size = line_feed == std::string_view::npos ? rest.size() : line_feed + 1;
    if (trailer_size_ + size > max_line) {
      trouble_ = {431, "A chunk extension or the trailers are longer than " + std::to_string(max_line) + " bytes."};
    } else if (line_feed == std::string_view::npos) {
      break;
    } else if (line_feed == 0 || rest[line_feed - 1] != '\r') {
      trouble_ = {400, "A line of the chunked body does not end with CR LF."};
    } else {
      made.taken += size;
      read_line(rest.substr(0, line_feed - 1));
    }
  }
  made.complete = complete_;
  return made;
}

std::size_t body_reader::read_data(std::string_view bytes) {
  auto const taken = static_cast<std::size_t>(std::min<std::uint64_t>(left_, bytes.size()));
  body_.append(bytes.substr(0, taken));
  left_ -= taken;
  if (left_ == 0) {
    if (part_ == part::chunk_data) {
      part_ = part::chunk_end;
    } else {
      complete_ = true;
    }
  }
  return taken;
}

void body_reader::read_line(std::string_view line) {
  switch (part_) {
    case part::chunk_size:
      return read_chunk_size(line);
    case part::chunk_end:
      part_ = part::chunk_size;
      if (!line.empty()) trouble_ = {400, "A chunk of the body is longer than its size."};
      return;
    default:
      return read_trailer(line);
  }
}

void body_reader::read_chunk_size(std::string_view line) {
  std::size_t digits = 0;
  std::uint64_t size = 0;
  for (; digits < line.size() && hex_value(line[digits]) >= 0; ++digits) {
    if (size <= bounds_.max_body) size = size * 16 + static_cast<std::uint64_t>(hex_value(line[digits]));
  }
  auto const extension = trimmed(line.substr(digits));
  if (digits == 0) {
    trouble_ = {400, "A chunk of the body does not begin with its size."};
  } else if ((!extension.empty() && extension.front() != ';') || has_control(extension)) {
    trouble_ = {400, "A chunk of the body has a malformed extension."};
  } else if (size > bounds_.max_body - body_.size()) {
    trouble_ = {413, "The body is longer than " + std::to_string(bounds_.max_body) + " bytes."};
  } else if (size == 0) {
    part_ = part::trailer;
  } else {
    left_ = size;
    part_ = part::chunk_data;
  }
}

void body_reader::read_trailer(std::string_view line) {
  if (line.empty()) {
    complete_ = true;
    return;
  }
  trailer_size_ += line.size() + 2;
  auto const colon = line.find(':');
  if (colon == std::string_view::npos || !is_token(line.substr(0, colon)) || has_control(line)) {
    trouble_ = {400, "A trailer line is not a name, a colon and a value."};
  }
}

}  // namespace dataarts::mock
