use crate::workspace::Workspace;

#[test]
fn what_requires_replacement_does_so_wherever_it_is_nested() {
    const BOX: &str = r#"
        parts = [{ size = 1 }, { size = 2 }]
        named = { a = { size = 1 } }
        spare = [{ size = 1 }, { size = 2 }]
    "#;
    let of = |content: &str| format!("resource \"probe_box\" \"b\" {{\n  name = \"b\"\n{content}\n}}\n");
    let workspace = Workspace::new(&of(BOX));
    workspace.apply_and_settle();
    for (before, after, replaces) in [
        ("parts = [{ size = 1 }, { size = 2 }]", "parts = [{ size = 1 }, { size = 3 }]", true),
        ("parts = [{ size = 1 }, { size = 2 }]", "parts = [{ size = 1 }]", true),
        ("parts = [{ size = 1 }, { size = 2 }]", "", true),
        ("parts = [{ size = 1 }, { size = 2 }]", "parts = [{ size = 1 }, { size = 2, colour = \"red\" }]", false),
        ("named = { a = { size = 1 } }", "named = { b = { size = 1 } }", true),
        ("named = { a = { size = 1 } }", "named = { a = { size = 1, colour = \"red\" } }", false),
        ("spare = [{ size = 1 }, { size = 2 }]", "spare = [{ size = 1 }, { size = 3 }]", true),
        ("spare = [{ size = 1 }, { size = 2 }]", "", true),
        ("spare = [{ size = 1 }, { size = 2 }]", "spare = [{ size = 2, colour = \"red\" }, { size = 1 }]", false),
    ] {
        workspace.configure(&of(&BOX.replace(before, after)));
        let run = workspace.plan();
        assert_eq!(run.code, Some(2), "{after}: {}", run.output);
        let expected =
            if replaces { "1 to add, 0 to change, 1 to destroy" } else { "0 to add, 1 to change, 0 to destroy" };
        assert!(run.output.contains(expected), "{after}: {}", run.output);
        assert_eq!(run.output.contains("# forces replacement"), replaces, "{after}: {}", run.output);
    }
}
