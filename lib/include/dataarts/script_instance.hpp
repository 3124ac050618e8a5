#ifndef DATAARTS_SCRIPT_INSTANCE_HPP
#define DATAARTS_SCRIPT_INSTANCE_HPP

#include <cstddef>
#include <cstdint>
#include <functional>
#include <iosfwd>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>

namespace dataarts {

/// What a run is doing. A status that the service did not document is `unknown`; its text is kept.
enum class run_status : unsigned char { launching, running, finished, failed, unknown };

/// The service's word, e.g. "FINISHED"; "UNKNOWN" for `unknown`.
std::string_view to_string(run_status status) noexcept;

/// True for `finished` and `failed`: the run is over, its answer will not change.
constexpr bool is_terminal(run_status status) noexcept {
  return status == run_status::finished || status == run_status::failed;
}

/// What a cell holds.
enum class cell_kind : unsigned char {
  null,
  boolean,
  int64,    ///< an integer that fits `std::int64_t`
  uint64,   ///< a larger integer that fits `std::uint64_t`
  float64,  ///< a number that a double holds: as many digits come back as went in
  decimal,  ///< a number that a double cannot hold exactly; its text is the value
  text,
  json,  ///< an object or an array
};

/// One value of a row: a view, valid as long as a copy of its `script_instance` lives.
class cell {
 public:
  cell(cell_kind kind, std::string_view text) noexcept : text_(text), kind_(kind) {}

  cell_kind kind() const noexcept { return kind_; }
  bool is_null() const noexcept { return kind_ == cell_kind::null; }

  /// A text as it is, unescaped. A number exactly as the server wrote it. "true", "false", "null".
  /// An object or array as compact JSON.
  std::string_view text() const noexcept { return text_; }

  std::optional<bool> as_bool() const noexcept;

  /// Any number whose value is an integer in range, "70.0" included.
  std::optional<std::int64_t> as_int64() const noexcept;
  std::optional<std::uint64_t> as_uint64() const noexcept;

  /// Any number, rounded to the nearest double where needed; nothing if it is beyond the range of a double.
  std::optional<double> as_double() const noexcept;

 private:
  std::string_view text_;
  cell_kind kind_;
};

/// Writes `cell::text()`.
std::ostream& operator<<(std::ostream& out, cell const& value);

/// One row: a view, valid as long as a copy of its `script_instance` lives. Rows of one result may differ in size.
class row {
 public:
  class iterator;
  using value_type = cell;

  row() noexcept = default;

  std::size_t size() const noexcept { return size_; }
  bool empty() const noexcept { return size_ == 0; }

  /// The cell of that column, `column < size()`. Finds it in at most 8 steps.
  cell operator[](std::size_t column) const noexcept;

  iterator begin() const noexcept;
  iterator end() const noexcept;

 private:
  friend class row_list;
  explicit row(char const* record) noexcept;

  char const* cells_ = nullptr;
  char const* marks_ = nullptr;
  std::uint32_t size_ = 0;
};

/// Walks through the cells of a row, one step each.
class row::iterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using iterator_concept = std::forward_iterator_tag;
  using value_type = cell;
  using difference_type = std::ptrdiff_t;
  using pointer = void;
  using reference = cell;

  iterator() noexcept = default;
  cell operator*() const noexcept;
  iterator& operator++() noexcept;
  iterator operator++(int) noexcept {
    auto const before = *this;
    ++*this;
    return before;
  }
  friend bool operator==(iterator const& a, iterator const& b) noexcept { return a.index_ == b.index_; }

 private:
  friend class row;
  char const* at_ = nullptr;
  std::uint32_t index_ = 0;
};

/// An index-based iterator over one of the lists below.
template <class List>
class list_iterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = typename List::value_type;
  using difference_type = std::ptrdiff_t;
  using pointer = void;
  using reference = value_type;

  list_iterator() noexcept = default;
  list_iterator(List list, std::size_t index) noexcept : list_(list), index_(index) {}
  value_type operator*() const noexcept { return list_[index_]; }
  list_iterator& operator++() noexcept {
    ++index_;
    return *this;
  }
  list_iterator operator++(int) noexcept {
    auto const before = *this;
    ++index_;
    return before;
  }
  friend bool operator==(list_iterator const& a, list_iterator const& b) noexcept { return a.index_ == b.index_; }

 private:
  List list_;
  std::size_t index_ = 0;
};

/// The rows of a result, in the server's order.
class row_list {
 public:
  using value_type = row;
  using iterator = list_iterator<row_list>;

  row_list() noexcept = default;
  std::size_t size() const noexcept { return size_; }
  bool empty() const noexcept { return size_ == 0; }
  row operator[](std::size_t index) const noexcept;
  iterator begin() const noexcept { return {*this, 0}; }
  iterator end() const noexcept { return {*this, size_}; }

 private:
  friend class run_result;
  row_list(char const* block, std::uint32_t const* offsets, std::size_t size) noexcept
      : block_(block), offsets_(offsets), size_(size) {}

  char const* block_ = nullptr;
  std::uint32_t const* offsets_ = nullptr;
  std::size_t size_ = 0;
};

/// Name and type of a column, as the service declares them. Names may repeat.
struct column {
  std::string_view name;
  std::string_view type;
};

/// The columns of a result, in the server's order. May be fewer or more than a row's cells.
class column_list {
 public:
  using value_type = column;
  using iterator = list_iterator<column_list>;

  column_list() noexcept = default;
  std::size_t size() const noexcept { return size_; }
  bool empty() const noexcept { return size_ == 0; }
  column operator[](std::size_t index) const noexcept;
  iterator begin() const noexcept { return {*this, 0}; }
  iterator end() const noexcept { return {*this, size_}; }

 private:
  friend class run_result;
  column_list(char const* block, void const* records, std::size_t size) noexcept
      : block_(block), records_(records), size_(size) {}

  char const* block_ = nullptr;
  void const* records_ = nullptr;
  std::size_t size_ = 0;
};

/// What one statement of the script gave: a view, valid as long as a copy of its `script_instance` lives.
///
/// Every member is optional. Rows and columns that the server sent in a shape that has no reading here are not lost:
/// their JSON is in `rows_json` and `schema_json`.
class run_result {
 public:
  /// The failure text. A JSON text is given unescaped, any other value as compact JSON; nothing for null.
  std::optional<std::string_view> message() const noexcept;

  /// Run time in seconds.
  std::optional<double> duration() const noexcept;

  /// Integers, integral floating-point numbers and numbers written as text are read.
  std::optional<std::int64_t> row_count() const noexcept;
  std::optional<std::int64_t> input_row_count() const noexcept;
  std::optional<std::int64_t> result_count() const noexcept;

  /// `rawResult` as compact JSON.
  std::optional<std::string_view> raw_result() const noexcept;

  /// The rows; also when the server sent them as a text that holds a JSON array of arrays.
  row_list rows() const noexcept;

  /// `schema`; also when the server sent it as a text that holds a JSON array of objects.
  column_list columns() const noexcept;

  /// The JSON of `rows` or `schema` when the server sent them in any other shape, such as an object or plain text.
  std::optional<std::string_view> rows_json() const noexcept;
  std::optional<std::string_view> schema_json() const noexcept;

 private:
  friend class result_list;
  run_result(char const* block, void const* record) noexcept : block_(block), record_(record) {}

  char const* block_ = nullptr;
  void const* record_ = nullptr;
};

/// The results of a run: one per statement of the script.
class result_list {
 public:
  using value_type = run_result;
  using iterator = list_iterator<result_list>;

  result_list() noexcept = default;
  std::size_t size() const noexcept { return size_; }
  bool empty() const noexcept { return size_ == 0; }
  run_result operator[](std::size_t index) const noexcept;
  iterator begin() const noexcept { return {*this, 0}; }
  iterator end() const noexcept { return {*this, size_}; }

 private:
  friend class script_instance;
  result_list(char const* block, void const* records, std::size_t size) noexcept
      : block_(block), records_(records), size_(size) {}

  char const* block_ = nullptr;
  void const* records_ = nullptr;
  std::size_t size_ = 0;
};

/// The state of one run and, when it is over, what came out.
///
/// Immutable; copies share one block of memory and are cheap. Thread-safe as `std::shared_ptr<const T>` is. All
/// text and every row, column and cell are views into that block.
class script_instance {
 public:
  script_instance(script_instance const& other) noexcept;
  script_instance(script_instance&& other) noexcept : block_(other.block_) { other.block_ = nullptr; }
  script_instance& operator=(script_instance other) noexcept {
    auto* const mine = block_;
    block_ = other.block_;
    other.block_ = mine;
    return *this;
  }
  ~script_instance();

  run_status status() const noexcept;
  bool is_terminal() const noexcept { return dataarts::is_terminal(status()); }

  /// The status as the service wrote it.
  std::string_view status_text() const noexcept;

  /// The top-level `message`: a JSON text unescaped, any other value as compact JSON; nothing for null or if absent.
  std::optional<std::string_view> message() const noexcept;

  /// Why the run failed: the top-level message or else the first message of a result that is not empty.
  /// Nothing unless the status is `failed`.
  std::optional<std::string_view> failure_reason() const noexcept;

  /// `results`, or `result` as older editions call it; empty when absent or null.
  result_list results() const noexcept;

  /// `X-Request-Id` of the answer; empty if there was none.
  std::string_view request_id() const noexcept;

  /// Bytes of memory that the block takes.
  std::size_t memory_size() const noexcept;

 private:
  friend struct instance_block;
  explicit script_instance(char* block) noexcept : block_(block) {}

  char* block_;  // a reference-counted block; null only after a move
};

/// A compact JSON document equal to what the server sent: same members, values, digits and order of rows and columns.
/// Members that this library does not know are left out, and `result` if there is a list `results`, too.
std::string to_json(script_instance const& instance);

/// As above, appended to `out`.
void append_json(std::string& out, script_instance const& instance);

/// As above; calls `row_written` after each row, which may take text away from `out`: a large document is never there
/// as a whole then.
void append_json(std::string& out, script_instance const& instance, std::function<void()> const& row_written);

}  // namespace dataarts

#endif
