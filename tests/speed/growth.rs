//! How what was measured grows with the length of a text.

use std::fmt;

/// What was measured, by name: pairs of a length and of what it cost.
#[derive(Default)]
pub struct Growth(Vec<(&'static str, Vec<(f64, f64)>)>);

impl Growth {
    /// Something has cost so much for a text of a length.
    pub fn note(&mut self, name: &'static str, size: usize, cost: f64) {
        let point = ((size as f64).ln(), cost.ln());
        match self.0.iter_mut().find(|(known, _)| *known == name) {
            Some((_, points)) => points.push(point),
            None => self.0.push((name, vec![point])),
        }
    }
}

impl fmt::Display for Growth {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, points) in &self.0 {
            if let Some(exponent) = slope(points) {
                writeln!(out, "{name} grows with the length to the power of {exponent:.2}")?;
            }
        }
        Ok(())
    }
}

/// The slope of the line that lies nearest to some points, by least squares; of one point there is none.
fn slope(points: &[(f64, f64)]) -> Option<f64> {
    let count = points.len() as f64;
    let mean = |of: fn(&(f64, f64)) -> f64| points.iter().map(of).sum::<f64>() / count;
    let (x, y) = (mean(|point| point.0), mean(|point| point.1));
    let spread: f64 = points.iter().map(|point| (point.0 - x).powi(2)).sum();
    let together: f64 = points.iter().map(|point| (point.0 - x) * (point.1 - y)).sum();
    (points.len() > 1 && spread > 0.0).then(|| together / spread)
}
