# Install rules of the libraries and programs, the CMake package and the pkg-config file.
include(CMakePackageConfigHelpers)

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/dataarts)

set(libraries dataarts_clock dataarts_client)
if(TARGET dataarts_mock_server)
  list(APPEND libraries dataarts_mock_server)
endif()
install(TARGETS ${libraries} EXPORT dataartsTargets
        RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR}
        LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}
        ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
        FILE_SET HEADERS DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})

# The programs find the libraries of a shared build beside themselves, wherever the whole is put.
file(RELATIVE_PATH bin_to_lib ${CMAKE_INSTALL_FULL_BINDIR} ${CMAKE_INSTALL_FULL_LIBDIR})
foreach(program dataarts dataarts-load dataarts-mock)
  if(TARGET ${program})
    set_target_properties(${program} PROPERTIES INSTALL_RPATH "$ORIGIN/${bin_to_lib}")
    install(TARGETS ${program} RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
  endif()
endforeach()

if(TARGET dataarts-mock)
  install(DIRECTORY ${PROJECT_SOURCE_DIR}/mock_server/scenarios DESTINATION ${CMAKE_INSTALL_DATADIR}/dataarts)
  install(FILES ${PROJECT_SOURCE_DIR}/mock_server/scenario.schema.json DESTINATION ${CMAKE_INSTALL_DATADIR}/dataarts)
endif()

if(TARGET dataarts-load)
  install(FILES ${PROJECT_SOURCE_DIR}/apps/load/result.schema.json DESTINATION ${CMAKE_INSTALL_DATADIR}/dataarts
          RENAME load-result.schema.json)
endif()

install(EXPORT dataartsTargets NAMESPACE dataarts:: DESTINATION ${package_dir})
configure_package_config_file(${PROJECT_SOURCE_DIR}/cmake/dataartsConfig.cmake.in
                              ${PROJECT_BINARY_DIR}/dataartsConfig.cmake INSTALL_DESTINATION ${package_dir})
# Before 1.0 a minor version may change the interface.
write_basic_package_version_file(${PROJECT_BINARY_DIR}/dataartsConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/dataartsConfig.cmake ${PROJECT_BINARY_DIR}/dataartsConfigVersion.cmake
        DESTINATION ${package_dir})

# A static library does not know what it needs, so that the user's link line has to.
if(BUILD_SHARED_LIBS)
  set(pc_requires "")
  set(pc_libs "")
else()
  set(pc_requires "openssl zlib")
  set(pc_libs " -lboost_json -lboost_url -pthread")
endif()
configure_file(${PROJECT_SOURCE_DIR}/cmake/dataarts.pc.in ${PROJECT_BINARY_DIR}/dataarts.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/dataarts.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
