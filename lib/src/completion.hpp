#ifndef DATAARTS_COMPLETION_HPP
#define DATAARTS_COMPLETION_HPP

#include <dataarts/failure.hpp>
#include <dataarts/instance_ref.hpp>
#include <dataarts/script_instance.hpp>

#include <boost/asio/any_io_executor.hpp>

#include <cstddef>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>

namespace dataarts {

/// How a completion may reach the caller.
enum class delivery {
  in_place,  ///< from a handler that runs on the client's executor
  posted,    ///< from anywhere else, above all from inside the initiating function
};

/// Where the outcome of a call goes: a move-only callable of any small type, kept in place.
///
/// `Target` is called once as `target(delivery, client_executor, ref&&, outcome&&)`; a target that was not called is
/// destroyed only.
class completion {
 public:
  static constexpr std::size_t capacity = 64;

  completion() noexcept = default;

  template <class Target>
    requires(!std::is_same_v<std::remove_cvref_t<Target>, completion>)
  explicit completion(Target target) : operations_(&operations_of<Target>) {
    static_assert(sizeof(Target) <= capacity && alignof(Target) <= alignof(std::max_align_t));
    static_assert(std::is_nothrow_move_constructible_v<Target>);
    ::new (static_cast<void*>(space_)) Target(std::move(target));
  }

  completion(completion&& other) noexcept : operations_(std::exchange(other.operations_, nullptr)) {
    if (operations_) operations_->move(space_, other.space_);
  }

  completion& operator=(completion&& other) noexcept {
    if (this == &other) return *this;
    reset();
    operations_ = std::exchange(other.operations_, nullptr);
    if (operations_) operations_->move(space_, other.space_);
    return *this;
  }

  ~completion() { reset(); }

  /// Calls the target, which is gone afterwards.
  void operator()(delivery how, boost::asio::any_io_executor const& executor, instance_ref&& ref,
                  result<script_instance>&& outcome) {
    std::exchange(operations_, nullptr)->call(space_, how, executor, std::move(ref), std::move(outcome));
  }

  void reset() noexcept {
    if (operations_) std::exchange(operations_, nullptr)->destroy(space_);
  }

 private:
  struct operations {
    void (*call)(void*, delivery, boost::asio::any_io_executor const&, instance_ref&&, result<script_instance>&&);
    void (*move)(void* to, void* from) noexcept;  // and destroys the source
    void (*destroy)(void*) noexcept;
  };

  template <class Target>
  static constexpr operations operations_of{[](void* at, delivery how, boost::asio::any_io_executor const& executor,
                                               instance_ref&& ref, result<script_instance>&& outcome) {
                                              // Moved out first: the call may reach code that reuses this object.
                                              Target target(std::move(*static_cast<Target*>(at)));
                                              std::destroy_at(static_cast<Target*>(at));
                                              target(how, executor, std::move(ref), std::move(outcome));
                                            },
                                            [](void* to, void* from) noexcept {
                                              ::new (to) Target(std::move(*static_cast<Target*>(from)));
                                              std::destroy_at(static_cast<Target*>(from));
                                            },
                                            [](void* at) noexcept { std::destroy_at(static_cast<Target*>(at)); }};

  operations const* operations_ = nullptr;
  alignas(std::max_align_t) std::byte space_[capacity];
};

}  // namespace dataarts

#endif
