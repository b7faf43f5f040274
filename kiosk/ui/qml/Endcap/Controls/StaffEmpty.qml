pragma ComponentBehavior: Bound
import QtQuick
import Endcap.Theme
import Endcap.Primitives

// Nothing to show, said in a friendly way.
Column {
    id: empty

    required property string glyph
    required property string headline
    property string detail: ""

    spacing: Theme.space3

    Rectangle {
        anchors.horizontalCenter: parent.horizontalCenter
        width: Theme.iconHuge * 1.8
        height: width
        radius: width / 2
        color: Theme.goodSoft

        Icon {
            anchors.centerIn: parent
            size: Theme.iconHuge
            text: empty.glyph
            color: Theme.good
        }
    }
    Label {
        width: parent.width
        horizontalAlignment: Text.AlignHCenter
        text: empty.headline
        font.pixelSize: Theme.textHeadline
        font.bold: true
        lineHeight: Theme.lineTight
    }
    Label {
        width: parent.width
        visible: text !== ""
        horizontalAlignment: Text.AlignHCenter
        text: empty.detail
        color: Theme.inkSoft
        font.pixelSize: Theme.textTitle
    }
}
