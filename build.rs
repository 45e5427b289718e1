//! Rules and demo pages are embedded: a file that comes or goes must rebuild the program.

fn main() {
    for folder in ["rules", "src/serve/demo"] {
        println!("cargo:rerun-if-changed={folder}");
    }
}
