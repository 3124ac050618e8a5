#ifndef DATAARTS_MOCK_ADMIN_DOCUMENTS_HPP
#define DATAARTS_MOCK_ADMIN_DOCUMENTS_HPP

#include <string_view>

namespace dataarts::mock::admin {

/// src/admin/ui.html, embedded by dataarts_embed_text in CMake.
std::string_view ui_page() noexcept;

}  // namespace dataarts::mock::admin

#endif
