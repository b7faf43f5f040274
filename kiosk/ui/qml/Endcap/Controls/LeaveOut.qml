pragma ComponentBehavior: Bound
import QtQuick
import Endcap.Theme
import Endcap.Primitives
import Endcap.Models

// Contents that the shopper wants no suggestions with.
Column {
    id: panel

    required property RowsModel choices

    signal toggled(contents: string, on: bool)

    visible: choices.count > 0
    spacing: Theme.space2

    Label {
        width: parent.width
        text: qsTr("Leave out of suggestions")
        font.pixelSize: Theme.textTitle
        font.bold: true
        lineHeight: Theme.lineTight
    }
    Flow {
        width: parent.width
        spacing: Theme.space2

        Repeater {
            model: panel.choices

            Tap {
                id: choice

                required property string contents
                required property string name
                required property bool on

                objectName: "leaveOut-" + contents
                text: name
                checked: on
                padding: 0
                implicitHeight: Theme.touchSecondary
                implicitWidth: Math.max(Theme.touchPrimary, row.implicitWidth + 2 * Theme.space3)
                onClicked: panel.toggled(contents, !on)

                background: Rectangle {
                    radius: height / 2
                    color: choice.on ? Theme.accent : choice.sunk ? Theme.sunken : Theme.surface
                    border.color: choice.on ? Theme.accent : Theme.line
                    border.width: Theme.hair
                }
                contentItem: Item {
                    Row {
                        id: row
                        anchors.centerIn: parent
                        spacing: Theme.space1

                        Icon {
                            anchors.verticalCenter: parent.verticalCenter
                            visible: choice.on
                            size: Theme.iconSmall
                            text: Icons.close
                            color: Theme.overAccent
                        }
                        Label {
                            anchors.verticalCenter: parent.verticalCenter
                            text: choice.name
                            color: choice.on ? Theme.overAccent : Theme.ink
                            lineHeight: 1
                            wrapMode: Text.NoWrap
                        }
                    }
                }
            }
        }
    }
    Label {
        width: parent.width
        text: qsTr("Goes by the kind of product, not by its ingredients: read the label for allergens.")
        color: Theme.inkSoft
        font.pixelSize: Theme.textCaption
        lineHeight: Theme.lineTight
    }
}
