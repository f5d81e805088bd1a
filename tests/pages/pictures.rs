//! Pictures are whole: every browser can draw them, in light and dark, without asking another machine.

use std::process::Command;

use super::{root, text};

const PICTURES: [&str; 2] = ["assets/architecture.svg", "assets/local-cluster.svg"];

#[test]
fn pictures_are_well_formed_and_keep_within_their_frame() {
    // What is drawn outside of the frame is not seen; how wide a text is, nobody knows without its font, so wide letters are assumed.
    const CHECK: &str = "\
import sys, xml.etree.ElementTree as tree
root = tree.parse(sys.argv[1]).getroot()
left, top, width, height = map(float, root.get('viewBox').split())
for part in root.iter():
    name, number = part.tag.split('}')[1], lambda key: float(part.get(key, 0))
    if name == 'rect' and not (0 <= number('x') and number('x') + number('width') <= width and 0 <= number('y') and number('y') + number('height') <= height):
        print('outside:', part.attrib)
    if name == 'text':
        wide = len(part.text) * (6.6 if part.get('class') != 'text' else 7.8)
        start = number('x') - {'middle': wide / 2, 'end': wide}.get(part.get('text-anchor'), 0)
        if start < 0 or start + wide > width or not 0 < number('y') < height:
            print('outside:', part.text)
";
    for picture in PICTURES {
        let output = Command::new(super::python()).args(["-c", CHECK]).arg(root().join(picture)).output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && said.is_empty(), "{picture}: {said}");
    }
}

#[test]
fn pictures_are_readable_in_the_dark_and_need_no_other_machine() {
    for picture in PICTURES {
        let text = text(picture);
        let (light, dark) = text.split_once("@media (prefers-color-scheme: dark)").unwrap();
        let dark = dark.split_once("</style>").unwrap().0;
        let colors = light.split_once("<style>").unwrap().1.lines().filter(|line| line.contains('#'));
        for rule in colors {
            let class = rule.trim().split(' ').next().unwrap();
            assert!(dark.contains(&format!("{class} {{")), "{picture}: {class} has no color in the dark");
        }
        let urls = text.matches("://").count();
        assert_eq!(urls, text.matches("http://www.w3.org/2000/svg").count(), "{picture} names another machine");
        for class in text.split("class=\"").skip(1).filter_map(|rest| rest.split('"').next()).flat_map(|c| c.split(' '))
        {
            assert!(light.contains(&format!(".{class} {{")), "{picture}: {class} is not defined");
        }
    }
}

#[test]
fn pictures_have_a_title_and_a_description() {
    for picture in PICTURES {
        let text = text(picture);
        assert!(text.contains("<title id=\"title\">") && text.contains("<desc id=\"description\">"), "{picture}");
        assert!(text.contains("role=\"img\" aria-labelledby=\"title description\""), "{picture}");
    }
}
