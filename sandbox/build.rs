//! The page's files are embedded at compile time; a changed page must cause a new build.

fn main() {
    println!("cargo:rerun-if-changed=page");
}
