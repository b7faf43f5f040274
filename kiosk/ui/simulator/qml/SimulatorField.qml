pragma ComponentBehavior: Bound
import QtQuick
import Endcap.Theme
import Endcap.Primitives

// A line to type in.
Rectangle {
    id: field

    property alias text: input.text
    property string hint: ""
    property string glyph: ""

    signal accepted

    implicitHeight: Theme.dp(76)
    radius: Theme.radiusSmall
    color: Theme.paper
    border.color: input.activeFocus ? Theme.accent : Theme.line
    border.width: Theme.hair

    Icon {
        id: mark
        anchors.verticalCenter: parent.verticalCenter
        x: Theme.space2
        visible: field.glyph !== ""
        size: Theme.iconSmall
        text: field.glyph
        color: Theme.inkSoft
    }
    Label {
        anchors.verticalCenter: parent.verticalCenter
        x: input.x
        visible: input.text === "" && input.preeditText === ""
        text: field.hint
        color: Theme.inkSoft
        font.pixelSize: Theme.textCaption
        lineHeight: 1
    }
    TextInput {
        id: input
        anchors.verticalCenter: parent.verticalCenter
        x: mark.visible ? mark.x + mark.width + Theme.space1 : Theme.space2
        width: parent.width - x - Theme.space2
        clip: true
        color: Theme.ink
        selectionColor: Theme.accent
        selectedTextColor: Theme.overAccent
        selectByMouse: true
        maximumLength: 120
        font.family: Theme.family
        font.pixelSize: Theme.textCaption
        onAccepted: field.accepted()
    }
}
