//! Which fields of the evidence point at files of the bundle.

use super::choice::Layer;
use super::gathered::Gathered;
use super::visit::Phase;
use super::{Evidence, Visit};

/// What a file of the bundle shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileOf {
    /// The viewport at the end of a phase.
    Viewport(Phase),
    /// The page itself at the end of a phase.
    Page(Phase),
    /// An interface as it stood in a phase.
    Interface(Phase),
    /// A further layer of an interface.
    Layer,
    /// A control just before it was activated.
    Step,
}

impl Evidence {
    /// Hands every field that points at a file to `visit`, set or not. Several may point at one file.
    pub fn each_file(&mut self, visit: &mut dyn FnMut(FileOf, &mut Option<String>)) {
        self.visits.iter_mut().for_each(|one| one.each_file(visit));
    }
}

impl Visit {
    fn each_file(&mut self, visit: &mut dyn FnMut(FileOf, &mut Option<String>)) {
        for moment in &mut self.moments {
            let phase = moment.phase;
            visit(FileOf::Viewport(phase), &mut moment.screenshot);
            visit(FileOf::Page(phase), &mut moment.page);
            for interface in moment.search.ok_mut().into_iter().flat_map(|search| &mut search.found) {
                visit(FileOf::Interface(phase), &mut interface.picture);
            }
        }
        let mut layers: Vec<&mut Layer> = Vec::new();
        if let Some(choice) = &mut self.choice {
            choice.steps.iter_mut().for_each(|step| visit(FileOf::Step, &mut step.picture));
            layers.extend(&mut choice.layers);
        }
        layers.extend(self.second_layer.as_mut().and_then(Gathered::ok_mut));
        layers.into_iter().for_each(|layer| visit(FileOf::Layer, &mut layer.picture));
    }
}
