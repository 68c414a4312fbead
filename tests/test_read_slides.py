"""What a slide shows in other ways than by lines of text: diagrams, numbers with their labels."""

import pptx
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.util import Inches
from reading import blocks
from test_read_office import saved

MAIN = "http://schemas.openxmlformats.org/drawingml/2006"
SPACES = f'xmlns:dgm="{MAIN}/diagram" xmlns:a="{MAIN}/main"'


def empty_slide():
    file = pptx.Presentation()
    return file, file.slides.add_slide(file.slide_layouts[6])


def diagram(points, links=()) -> bytes:
    """A presentation with a SmartArt: its points as (number, type, text), its links in order."""
    file, slide = empty_slide()
    texts = "".join(
        f'<dgm:pt modelId="{number}" type="{kind}"><dgm:t><a:p><a:r><a:t>{text}</a:t></a:r></a:p>'
        "</dgm:t></dgm:pt>"
        for number, kind, text in points
    )
    lines = "".join(
        f'<dgm:cxn srcId="{above}" destId="{below}" srcOrd="{order}"/>'
        for above, below, order in links
    )
    data = f"<dgm:dataModel {SPACES}><dgm:ptLst>{texts}</dgm:ptLst><dgm:cxnLst>{lines}</dgm:cxnLst>"
    part = Part(
        PackURI("/ppt/diagrams/data1.xml"),
        "application/vnd.openxmlformats-officedocument.drawingml.diagramData+xml",
        file.part.package,
        f"{data}</dgm:dataModel>".encode(),
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    link = slide.part.relate_to(part, f"{kind}/diagramData")
    frame = slide.shapes.add_table(1, 1, Inches(1), Inches(1), Inches(4), Inches(3))._element
    graphic = frame.graphic.graphicData
    graphic.set("uri", f"{MAIN}/diagram")
    graphic[:] = [parse_xml(f'<dgm:relIds {SPACES} xmlns:r="{kind}" r:dm="{link}"/>')]
    return saved(file)


def test_a_smartart_reads_as_the_list_that_it_shows():
    points = [(1, "doc", ""), (2, "node", "Drift"), (3, "node", "Behov"), (4, "node", "4 uger")]
    points += [(5, "parTrans", ""), (6, "pres", "x")]
    links = [(1, 2, 1), (1, 3, 0), (3, 4, 0)]
    assert blocks(diagram(points, links), ".pptx") == ["-1 Behov", "-2 4 uger", "-1 Drift"]


def test_a_smartart_without_links_reads_in_the_order_of_its_points():
    points = [(1, "node", "Behov"), (2, "node", "Drift")]
    assert blocks(diagram(points), ".pptx") == ["-1 Behov", "-1 Drift"]
