//! Reading codes: the scanner's worker, and the camera that feeds it.

mod camera;
mod device;
mod scanner;

pub(super) use camera::Camera;
pub(super) use scanner::Scanner;
