# C++20, warnings as errors, mold, ccache and the sanitizers asked for.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)

add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Werror
                    -Wno-missing-field-initializers)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ 12 reports these inside inlined standard and library templates, where nothing is wrong.
  add_compile_options(-Wno-restrict -Wno-maybe-uninitialized -Wno-stringop-overflow
                      -Wno-array-bounds -Wno-dangling-pointer -Wno-free-nonheap-object)
else()
  # clang, for the fuzz targets, has warnings of its own; g++'s are the ones we keep clean.
  add_compile_options(-Wno-error)
endif()
add_compile_options(-fno-omit-frame-pointer)

find_program(CCACHE ccache)
if(CCACHE)
  # Precompiled headers defeat ccache unless it may look past their time stamps.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
      "CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime"
      "CCACHE_BASEDIR=${CMAKE_SOURCE_DIR}" ${CCACHE})
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    add_compile_options(-fpch-preprocess)
  endif()
endif()

find_program(MOLD mold)
if(MOLD)
  add_link_options(-fuse-ld=mold)
endif()

if(SMS_SANITIZE)
  # -fno-sanitize=null: g++ 12 reports member calls inside its own standard library.
  add_compile_options(-fsanitize=${SMS_SANITIZE} -fno-sanitize=null -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${SMS_SANITIZE})
endif()
